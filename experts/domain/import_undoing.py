"""Undoing the last import, for a time."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.domain.audit import record as audit
from accounts.domain.steps import lock
from accounts.models import User
from experts.choices import ProfileState
from experts.domain.import_guards import (
    NotUndoable,
    lock_import,
)
from experts.domain.import_undo import MODELS, restore
from experts.models import ImportState, Profile, ProfileImport
from experts.models.profile_import import KEPT_DAYS


def undoable_import(user: User) -> ProfileImport | None:
    """The last import that was taken, while it can be undone."""
    last = (
        ProfileImport.objects.filter(user=user, taken_at__isnull=False).order_by("-taken_at", "-pk").first()
    )
    if last is None or last.state != ImportState.TAKEN or last.taken_at is None:
        return None
    return last if last.taken_at > timezone.now() - timedelta(days=KEPT_DAYS) else None


@transaction.atomic
def undo_import(proposal: ProfileImport, *, by: User) -> int:
    """Put the profile back; answers how many values stay, for they were changed since. Raises NotUndoable."""
    lock_import(proposal)
    if undoable_import(by) != proposal:
        raise NotUndoable
    profile = Profile.objects.filter(user=by).first()
    if profile is None:
        raise NotUndoable
    lock(profile)
    undo = proposal.undo
    kept = restore(profile, undo)
    if profile.state == ProfileState.ACTIVE and profile.original is None:
        raise NotUndoable
    proposal.state, proposal.undo = ImportState.UNDONE, {}
    proposal.save()
    audit("profile import undone", profile, by=by, after={"import": proposal.pk, "kept": kept})
    if undo["created"] and _is_bare(profile):
        profile.delete()
    return kept


def _is_bare(profile: Profile) -> bool:
    """A draft in which its person has written nothing by themselves."""
    return (
        profile.state == ProfileState.DRAFT
        and not profile.fields.exists()
        and not any(model._default_manager.filter(profile=profile).exists() for model in MODELS.values())
    )
