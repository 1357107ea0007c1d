"""People of some countries who could fit an opening, by the matcher. Who is kept are ids; everybody is read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from accounts.audience import Grant
from accounts.models import User
from attaches.domain.grants import countries_in, fields_in, people_in
from bases.models import Opening
from experts.models import Profile
from experts.querysets import ProfileQuerySet
from matching.away import UNUSABLE
from matching.domain.matcher import people_for
from matching.domain.references import digest
from matching.domain.storing import part_as_json
from matching.models import Introduction, Match
from matching.models.introduction import LIVE
from matching.types import Strength

MOST = 8  # people on a page
KEPT = 600  # seconds that the order of a list is kept; who is in it is asked each time


@dataclass(frozen=True, slots=True)
class Line:
    """One person as the matcher sees them. `parts`: of the score, as they are stored of a match."""

    profile: int
    strength: str
    parts: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """Somebody who could fit, as they stand in the database at this moment."""

    profile: Profile
    strength: Strength
    rank: int
    parts: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Fitting:
    people: tuple[Fit, ...]
    stored: bool = False  # the index is away: these are from the list that was stored last


def fitting(opening: Opening, grants: Sequence[Grant], *, user: User) -> Fitting:
    """Those who fit at least in part, best first, of the people whom `user` may find by these grants."""
    try:
        lines, stored = _lines(opening, grants, user=user), False
    except UNUSABLE:
        lines, stored = _stored(opening, grants, user=user), True
    rows = within_reach(opening, grants, user=user).filter(pk__in=[line.profile for line in lines])
    found = {row.pk: row for row in rows.prefetch_related("texts", "visibility", "affiliations")}
    shown = [line for line in lines if line.profile in found]
    people = tuple(
        Fit(found[line.profile], Strength(line.strength), rank, line.parts)
        for rank, line in enumerate(shown, start=1)
    )
    return Fitting(people, stored)


def within_reach(opening: Opening, grants: Sequence[Grant], *, user: User) -> ProfileQuerySet:
    """Whom `user` finds beside the opening. Who is in contact with its host is left out like anybody who does not fit:
    that somebody is there and cannot be told of it would say so."""
    live = Introduction.objects.filter(opening=opening, state__in=LIVE)
    return people_in(grants, user=user).exclude(pk__in=live.values("profile"))


def _lines(opening: Opening, grants: Sequence[Grant], *, user: User) -> list[Line]:
    """Raises IndexUnavailable and EncoderUnavailable."""
    key = f"attaches:fitting:{user.pk}:{opening.pk}:{digest(repr((opening.updated_at, *map(_in_order, grants))))}"
    known: list[Line] | None = cache.get(key)
    if known is None:
        known = _matched(opening, grants, user=user)
        cache.set(key, known, KEPT)
    return known


def _matched(opening: Opening, grants: Sequence[Grant], *, user: User) -> list[Line]:
    within = {"country": countries_in(grants)}
    if (fields := fields_in(grants)) is not None:
        within["field"] = fields
    # What the host said of people stays with the host.
    found = people_for(
        opening,
        among=within_reach(opening, grants, user=user),
        within=within,
        top=MOST,
        explain=False,
        plain=True,
    )
    return [
        Line(one.subject.pk, one.score.strength.value, [part_as_json(part) for part in one.score.parts])
        for one in found.ranked
        if one.score.strength is not Strength.WEAK
    ]


def _stored(opening: Opening, grants: Sequence[Grant], *, user: User) -> list[Line]:
    near = [strength.value for strength in Strength if strength is not Strength.WEAK]
    rows = Match.objects.standing().filter(opening=opening, strength__in=near)
    rows = rows.filter(profile__in=within_reach(opening, grants, user=user)).order_by("rank", "profile_id")
    return [Line(row.profile_id, row.strength, row.parts) for row in rows[:MOST]]


def _in_order(grant: Grant) -> tuple[list[str], list[str] | None]:
    return sorted(grant.countries), None if grant.fields is None else sorted(grant.fields)
