"""The audit among the people of the database: the lists that openings really have, with every rule they state."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from bases.models import Opening
from experts.models import Profile
from matching.domain.matcher import people_for
from matching.fairness.exposure import Gap, Place, gap, shares
from matching.fairness.groups import OF_A_PROFILE

OPENINGS = 200  # newest first; each takes as long as its shortlist
EVERYBODY = 10_000  # of a list: nobody is cut off

Merit = Mapping[int, Collection[int]]  # opening -> the people who fit it equally well, by primary key


@dataclass(frozen=True, slots=True)
class Listed:
    """Who stands where in the list of one opening."""

    opening: int
    ranks: Mapping[int, int]
    same_field: frozenset[int]


def known_merit() -> Merit:
    """What the source that the settings name (`AUDIT_KNOWN_MERIT`) says; nothing without one."""
    path = settings.AUDIT_KNOWN_MERIT
    source: Callable[[], Merit] | None = import_string(path) if path else None
    return source() if source else {}


def lists() -> list[Listed]:
    """Raises IndexUnavailable and EncoderUnavailable."""
    openings = Opening.objects.open().order_by("-pk").prefetch_related("fields")[:OPENINGS]
    return list(map(_listed, openings))


def _listed(opening: Opening) -> Listed:
    found = people_for(opening, top=EVERYBODY, explain=False).ranked
    wanted = {field.pk for field in opening.fields.all()}
    near = [one for one in found if wanted & {field.pk for field in one.subject.fields.all()}]
    return Listed(
        opening.pk, {one.subject.pk: one.rank for one in found}, frozenset(one.subject.pk for one in near)
    )


def gaps(found: Collection[Listed], merit: Merit) -> list[Gap]:
    """One for each grouping, among the people of `merit` who may come."""
    shown = shares(_places(found, merit))
    people = Profile.objects.matchable().filter(pk__in=shown).prefetch_related("texts", "visibility")
    return [_gap(by, shown, group_of, list(people)) for by, group_of in OF_A_PROFILE.items()]


def _gap(
    by: str, shown: Mapping[str, float], group_of: Callable[[Profile], str], people: list[Profile]
) -> Gap:
    groups = {str(profile.pk): group_of(profile) for profile in people}
    return gap(by, shown, {pk: group for pk, group in groups.items() if group})


def _places(found: Collection[Listed], merit: Merit) -> Iterator[Place]:
    """Whoever is not in a list is excluded by a rule of the opening, so they do not count as its equals."""
    for one in found:
        for pk in sorted(set(merit.get(one.opening, ())) & set(one.ranks)):
            yield Place(str(one.opening), str(pk), one.ranks[pk])
