"""Openings for teams: the same coverage, read from the other side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from accounts.audience import Visitor
from bases.models import Opening
from experts.models import Team
from matching.domain.asked import asked_by_profile
from matching.domain.candidates import look, number, room_for
from matching.domain.coverage import TeamFit
from matching.domain.near_openings import OF_AN_OPENING
from matching.domain.rosters import Roster, rosters
from matching.domain.scoring import NEAR
from matching.domain.team_judging import MOST_MEMBERS, judge_of, subjects_of
from search.backends.base import SearchBackend
from search.backends.registry import get_backend

FIRST_LOOK = 30  # openings that each member proposes
MOST_COMPARED = 6  # of a team, the nearest to anybody of it, requirement by requirement


@dataclass(frozen=True, slots=True)
class OpeningsOfTeam:
    """The openings that fit a team best, each with what the team covers of it."""

    team: Team
    absent: int  # people of the team who are not in the pool
    fits: tuple[tuple[Opening, TeamFit], ...]


def openings_for_teams(
    teams: Sequence[Team], *, reader: Visitor | None = None, top: int = 3
) -> list[OpeningsOfTeam]:
    """For each team whose lead and at least one more are in the pool, the openings that fit it best.

    `reader` decides which openings; of the others in a team only what they cover may be shown. Queries: constant in
    number, whatever the number of teams. Raises IndexUnavailable and EncoderUnavailable.
    """
    backend, now = get_backend(), timezone.now()
    found = rosters(teams, reader=None)
    proposed = _proposed(found, backend)
    rows = Opening.objects.open().filter(pk__in={pk for ids in proposed.values() for pk in ids})
    if reader is not None:
        rows = rows.visible_to(reader)
    rows = rows.for_cards().select_related("institution", "base", "project", "framework")
    openings = list(rows.prefetch_related(*OF_AN_OPENING).order_by("pk"))
    subjects = {subject.opening.pk: subject for subject in subjects_of(openings, backend)}
    judge = judge_of(found, openings, backend, now=now)
    near = {pk: judge.near(subject.asked) for pk, subject in subjects.items()}

    def best(roster: Roster) -> list[tuple[Opening, TeamFit]]:
        def nearest(pk: int) -> float:
            return max(near[pk].get(person.pk, 0.0) for person in roster.people)

        first = sorted(proposed[roster.team.pk] & subjects.keys(), key=lambda pk: (-nearest(pk), pk))
        fits = [
            (subjects[pk].opening, judge.fit(roster, subjects[pk], near[pk])) for pk in first[:MOST_COMPARED]
        ]
        fits = [(opening, fit) for opening, fit in fits if fit.eligible and fit.affinity >= NEAR]
        fits.sort(key=lambda pair: (-pair[1].total, pair[0].pk))
        return [
            (opening, replace(fit, rank=rank, notes=judge.notes(fit, opening)))
            for rank, (opening, fit) in enumerate(fits[:top], 1)
        ]

    return [OpeningsOfTeam(roster.team, roster.absent, tuple(best(roster))) for roster in found]


def _proposed(found: Sequence[Roster], backend: SearchBackend) -> dict[int, set[int]]:
    """Team id -> ids of the openings nearest to any of its people."""
    size = room_for(FIRST_LOOK)
    asked: dict[int, list[str]] = {}
    for person in (person for roster in found for person in roster.people[:MOST_MEMBERS]):
        if person.pk not in asked:
            asked[person.pk] = look(backend, "opening", asked_by_profile(person, backend), size=size)
    return {
        roster.team.pk: {number(id) for person in roster.people for id in asked.get(person.pk, ())}
        for roster in found
    }
