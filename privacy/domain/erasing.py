"""Erasing somebody: what identifies them goes from every table, file, index and session; figures stay right.

What stays of a person is an empty profile, "a person who has left", at which introductions and stays of the past still
point (docs/decisions/0057). Nothing of it can be undone.
"""

from __future__ import annotations

import logging
from collections import Counter
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.domain.audit import record_of
from accounts.domain.steps import lock
from accounts.models import User
from experts.choices import NominationState
from experts.models import Nomination, Profile, Team, TeamMember
from nominations.domain.ending import expire
from privacy.choices import ErasureState
from privacy.domain.forgetting import (
    drop_replaced_words,
    end_sessions,
    forget_files,
    forget_vectors,
    index_pages_again,
)
from privacy.domain.leftovers import note_left
from privacy.domain.marks import marks_of
from privacy.domain.sweeping import sweep_exact, sweep_names
from privacy.domain.untelling import forget_stories, forget_works_told_twice
from privacy.inventory import ROWS, model_of, row_of, rows_of, written_rows
from privacy.inventory_types import Erase
from privacy.models import Erasure
from privacy.person import Person, person_of
from privacy.prose import texts_about
from privacy.transitions import ERASURE
from search.indexing.outbox import enqueue
from search.models.job import SubjectKind
from taxonomy.transitions import move

logger = logging.getLogger(__name__)

LEFT, COMMON = "left", "common"  # among the figures: places where names stay; names that are words


@transaction.atomic
def erase(user: User) -> dict[str, int]:
    """Erase the person behind an account; -> rows by kind."""
    user = User.objects.select_for_update().get(pk=user.pk)
    person = person_of(user)
    marks, about = marks_of(person), texts_about(person.profile)
    figures: Counter[str] = Counter()
    if person.profile:
        figures["search.cachedvector"] = forget_vectors(person.profile)
        hand_teams_over(person.profile)
        figures["cms.storypage"] = forget_stories(person.profile)
        figures["outcomes.reportedwork"] = forget_works_told_twice(person.profile)
    forget_open_nominations(person)
    figures["sessions.session"] = end_sessions(user)
    for row in ROWS:
        figures[row.model] += _erase_rows(row.model, person)
    exact, names = sweep_exact(marks.exact), sweep_names(marks.names, about)
    for changed in (exact, names.changed):
        index_pages_again(changed)
        figures["swept"] += sum(len(rows) for rows in changed.values())
    figures[LEFT], figures[COMMON] = note_left(names.left), names.common
    if figures["cms.storypage"]:
        drop_replaced_words()
    if person.profile:
        enqueue(SubjectKind.PROFILE.value, [person.profile.pk])
    return {name: number for name, number in figures.items() if number}


@transaction.atomic
def erase_under(address: str) -> dict[str, int]:
    """What is stored under a confirmed address that belongs to no account; -> rows by kind. An account that somebody
    began with it and never confirmed goes, too."""
    person = Person(None, None, frozenset({address.lower()}))
    figures: Counter[str] = Counter()
    for begun in _never_confirmed(address):
        figures.update(erase(begun))
    forget_open_nominations(person)
    for row in ROWS:
        figures[row.model] += _erase_rows(row.model, person)
    changed = sweep_exact([address.lower()])
    index_pages_again(changed)
    figures["swept"] += sum(len(rows) for rows in changed.values())
    return {name: number for name, number in figures.items() if number}


def _never_confirmed(address: str) -> list[User]:
    """Nobody can log in to these; whoever came by ORCID with an address that is not theirs keeps their account."""
    rows = User.objects.filter(
        email__iexact=address, email_verified_at__isnull=True, socialaccount__isnull=True, is_superuser=False
    )
    return list(rows.exclude(emailaddress__verified=True).order_by("pk"))


@transaction.atomic
def carry_out(erasure: Erasure) -> Erasure:
    """What was asked for is done, once."""
    user = erasure.user
    assert user is not None
    key = user.pk
    figures = erase(user)
    erasure.refresh_from_db()
    move(erasure, ErasureState.ERASED, table=ERASURE, ended_at=timezone.now(), figures=figures)
    logger.info("Erased: account %s", key)  # whoever restores an older backup finds it here
    record_of(
        "accounts.user", "erased", key=str(key), by=None, after={"erasure": erasure.pk, "rows": figures}
    )
    return erasure


def hand_teams_over(profile: Profile) -> None:
    """A team goes on under whoever has been in it longest; alone in it, the team ends."""
    for team in Team.objects.filter(lead=profile):
        heir = TeamMember.objects.filter(team=team).exclude(profile=profile).order_by("pk").first()
        if heir is None:
            team.delete()
        else:
            team.lead = heir.profile
            team.save(update_fields=["lead"])


def forget_open_nominations(person: Person) -> None:
    """Letters to them that nobody answered leave a count: they have run out."""
    theirs = rows_of(row_of("experts.nomination"), person).values("pk")
    open_ones = Nomination.objects.filter(pk__in=theirs).exclude(state=NominationState.ACCEPTED)
    for nomination in open_ones.order_by("pk"):
        lock(nomination)
        expire(nomination)


def _erase_rows(label: str, person: Person) -> int:
    row = next(row for row in ROWS if row.model == label)
    if not (row.person or row.addressed) or row.erase is Erase.KEEP:
        return 0
    found = rows_of(row, person)
    if row.erase is Erase.BLANK:
        if row.only:  # and what they wrote themselves, on whichever side
            own = Q(pk__in=written_rows(row, person).values("pk"))
            found = found.filter(Q(**dict(row.only)) | own)
        return _blank(found, dict(row.blank))
    number = found.count()
    forget_files(found)
    found._raw_delete(found.db) if _is_link_table(model_of(row)) else found.delete()
    return number


def _blank(rows: models.QuerySet[Any], values: dict[str, object]) -> int:
    """Past `save`, for the row is nobody's any more; a file that is blanked goes as well."""
    names = {field.name for field in rows.model._meta.concrete_fields if isinstance(field, models.FileField)}
    if names & set(values):
        forget_files(rows)
    return rows.update(**values)


def _is_link_table(model: type[models.Model]) -> bool:
    return bool(model._meta.auto_created)
