"""Teams for an opening: what their people cover together, and what nobody of them shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from django.db.models import prefetch_related_objects
from django.utils import timezone

from accounts.audience import Visitor
from bases.models import Opening
from matching.domain.candidates import look, number
from matching.domain.coverage import TeamFit, ordered
from matching.domain.engine import engine_version
from matching.domain.near_openings import OF_AN_OPENING
from matching.domain.rosters import rosters, teams_of
from matching.domain.rules.opening import held
from matching.domain.scoring import NEAR
from matching.domain.team_judging import judge_of, subjects_of
from search.backends.registry import get_backend

MOST_TEAMS = 60  # looked at for an opening: those of the people nearest to it
MOST_COMPARED = 15  # of them, requirement by requirement


@dataclass(frozen=True, slots=True)
class TeamList:
    """Teams for an opening, best first; `ineligible`: near in subject, but fewer than two of them may come."""

    ranked: tuple[TeamFit, ...]
    ineligible: tuple[TeamFit, ...]
    engine: str
    computed_at: datetime


def teams_for(opening: Opening, *, reader: Visitor | None = None, top: int = 5) -> TeamList:
    """Teams that cover what an opening asks for, of people whom `reader` may see; without a reader, the whole pool.

    A team counts with those of its people who are in the pool: its lead and at least one more. None at all where the
    sensitive-field review holds or refused the opening. Raises IndexUnavailable and EncoderUnavailable.
    """
    now = timezone.now()
    if held(opening):
        return TeamList((), (), engine_version(), now)
    prefetch_related_objects([opening], "institution", *OF_AN_OPENING)
    backend = get_backend()
    [subject] = subjects_of([opening], backend)
    nearest = [number(id) for id in look(backend, "profile", subject.asked)]
    found = rosters(teams_of(nearest, most=MOST_TEAMS), reader=reader)
    judge = judge_of(found, [opening], backend, now=now)
    near = judge.near(subject.asked)
    found.sort(key=lambda roster: -max(near.get(person.pk, 0.0) for person in roster.people))
    fits = [judge.fit(roster, subject, near) for roster in found[:MOST_COMPARED]]
    best = [
        replace(fit, notes=judge.notes(fit, opening))
        for fit in ordered(fits)
        if fit.covered or max(member.near for member in fit.members) >= NEAR
    ]
    return TeamList(
        _numbered((fit for fit in best if fit.eligible), top),
        _numbered((fit for fit in best if not fit.eligible), top),
        engine_version(),
        now,
    )


def _numbered(fits: Iterable[TeamFit], top: int) -> tuple[TeamFit, ...]:
    return tuple(replace(fit, rank=rank) for rank, fit in enumerate(islice(fits, top), 1))
