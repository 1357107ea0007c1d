"""Which rows concern which subjects: every save and delete adds to the outbox in its own transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save

from accounts.models import Consent, User
from bases.models import (
    Base,
    BaseText,
    Institution,
    Opening,
    OpeningText,
    Project,
    ProjectText,
    RequiredLanguage,
)
from experts.models import (
    Affiliation,
    LanguageSkill,
    Profile,
    ProfileText,
    Publication,
    SectionVisibility,
    WantedStay,
)
from search.indexing import terms
from search.indexing.outbox import enqueue
from search.models.job import SubjectKind

Subjects = Mapping[str, Iterable[int | None]]
PROFILE, OPENING, BASE = SubjectKind.PROFILE.value, SubjectKind.OPENING.value, SubjectKind.BASE.value

# What decides whether a user's profile is in the pool; logging in changes neither.
USER_FIELDS = frozenset({"is_active", "email_verified_at"})


def _of_base(base_id: int) -> Subjects:
    openings = Opening.objects.filter(base_id=base_id).values_list("pk", flat=True)
    return {BASE: [base_id], OPENING: openings}


def _of_project(project_id: int, base_id: int) -> Subjects:
    openings = Opening.objects.filter(project_id=project_id).values_list("pk", flat=True)
    return {BASE: [base_id], OPENING: openings}


def _of_user(user_id: int) -> Subjects:
    return {PROFILE: Profile.objects.filter(user_id=user_id).values_list("pk", flat=True)}


def _of_institution(institution: Institution) -> Subjects:
    return {
        BASE: Base.objects.filter(institution=institution.pk).values_list("pk", flat=True),
        OPENING: Opening.objects.filter(institution=institution.pk).values_list("pk", flat=True),
    }


SUBJECTS_OF: Mapping[type[Model], Callable[[Any], Subjects]] = {
    Profile: lambda row: {PROFILE: [row.pk]},
    ProfileText: lambda row: {PROFILE: [row.profile_id]},
    Publication: lambda row: {PROFILE: [row.profile_id]},
    Affiliation: lambda row: {PROFILE: [row.profile_id]},
    LanguageSkill: lambda row: {PROFILE: [row.profile_id]},
    WantedStay: lambda row: {PROFILE: [row.profile_id]},
    SectionVisibility: lambda row: {PROFILE: [row.profile_id]},
    Consent: lambda row: _of_user(row.user_id),
    User: lambda row: _of_user(row.pk),
    Opening: lambda row: {OPENING: [row.pk]},
    OpeningText: lambda row: {OPENING: [row.opening_id]},
    RequiredLanguage: lambda row: {OPENING: [row.opening_id]},
    Base: lambda row: _of_base(row.pk),
    BaseText: lambda row: _of_base(row.base_id),
    Project: lambda row: _of_project(row.pk, row.base_id),
    ProjectText: lambda row: _of_project(row.project_id, row.project.base_id),
    Institution: _of_institution,
}
M2M: Mapping[type[Model], str] = {
    Profile.fields.through: PROFILE,
    Profile.challenges.through: PROFILE,
    Profile.disciplines.through: PROFILE,
    Opening.fields.through: OPENING,
    Opening.challenges.through: OPENING,
    Base.fields.through: BASE,
}


def changed(
    sender: type[Model], instance: Model, update_fields: frozenset[str] | None = None, **_: object
) -> None:
    """A row was saved or deleted."""
    if sender is User and update_fields is not None and not update_fields & USER_FIELDS:
        return
    for kind, ids in SUBJECTS_OF[sender](instance).items():
        enqueue(kind, ids)


def project_moves(sender: type[Model], instance: Project, **_: object) -> None:
    """A project is about to be saved: the base that it had loses its passages."""
    enqueue(
        BASE,
        Project.objects.filter(pk=instance.pk).exclude(base=instance.base_id).values_list("base", flat=True),
    )


def tagged(
    sender: type[Model],
    instance: Model,
    action: str,
    reverse: bool,
    model: type[Model],
    pk_set: set[Any] | None,
    **_: object,
) -> None:
    """Fields, challenges or disciplines of a subject changed, from either side."""
    if action not in {"post_add", "post_remove", "post_clear", "pre_clear"}:
        return
    kind = M2M[sender]
    if not reverse:
        enqueue(kind, [instance.pk])
    elif pk_set is not None:
        enqueue(kind, pk_set)
    elif action == "pre_clear":  # afterwards nobody knows who it was
        tag = next(name for name in ("priorityfield", "challenge", "discipline") if hasattr(sender, name))
        enqueue(
            kind, sender._default_manager.filter(**{tag: instance.pk}).values_list(f"{kind}_id", flat=True)
        )


def connect() -> None:
    """Called once, when the apps are ready."""
    for sender in SUBJECTS_OF:
        post_save.connect(changed, sender=sender, dispatch_uid=f"index-saved-{sender.__name__}")
        post_delete.connect(changed, sender=sender, dispatch_uid=f"index-deleted-{sender.__name__}")
    pre_save.connect(project_moves, sender=Project, dispatch_uid="index-project-moves")
    for through in M2M:
        m2m_changed.connect(tagged, sender=through, dispatch_uid=f"index-tagged-{through.__name__}")
    terms.connect()
