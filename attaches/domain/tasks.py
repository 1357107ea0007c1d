"""Unfilled openings as tasks of an attaché, the greatest need first. Only reads."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.audience import Grant, grants_of
from accounts.models import User
from attaches.domain.grants import countries_in, narrowed
from attaches.domain.need import Need, need_of, total_of
from attaches.domain.need_facts import Facts
from attaches.domain.strength import Strength, strength_of
from attaches.domain.suitable import suitable_people
from bases.choices import Direction
from bases.models import Framework, Opening
from bases.querysets import OpeningQuerySet, lets_in
from bases.shown import HOME
from matching.choices import IntroductionState
from matching.models import Introduction

DAY = 24 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class Task:
    """An unfilled opening, and how much it needs help. `known`: who the reader may find, the same for all tasks."""

    opening: int  # primary key
    deadline: datetime
    facts: Facts
    total: float
    known: Strength

    @property
    def need(self) -> Need:
        return need_of(self.facts)


def tasks_for(user: User, *, country: str = "", field: str = "") -> list[Task]:
    """Those of the reader's countries and fields, narrowed where one is named. Ties: the next deadline, then the key.

    Nine queries, however many openings there are.
    """
    grants = narrowed(grants_of(user), country=country, field=field)
    return _tasks(openings_for(grants), grants, user=user) if grants else []


def task_of(user: User, opening: int) -> Task | None:
    """None where the opening is no task of the reader at this moment."""
    grants = grants_of(user)
    rows = openings_for(grants).filter(pk=opening) if grants else Opening.objects.none()
    return next(iter(_tasks(rows, grants, user=user)), None)


def openings_for(grants: Sequence[Grant]) -> OpeningQuerySet:
    """Openings that take applications, are not for people of the host's country alone, let in nationals of one of the
    countries, and are in one of the fields."""
    found = reduce(or_, map(_granted, grants), Q(pk__in=[]))
    return Opening.objects.open().filter(found)


def _granted(grant: Grant) -> Q:
    let_in = reduce(or_, map(_for_people_of, sorted(grant.countries)))
    if grant.fields is None:
        return let_in
    tagged = Opening.fields.through.objects.filter(priorityfield__in=grant.fields)
    return let_in & Q(pk__in=tagged.values("opening"))


def _for_people_of(country: str) -> Q:
    """An opening that leads abroad is for people of its host's country."""
    rule = lets_in(country)
    return rule if country == HOME else rule & ~Q(direction=Direction.OUTBOUND)


def _tasks(openings: OpeningQuerySet, grants: Sequence[Grant], *, user: User) -> list[Task]:
    now, keys = timezone.now(), openings.order_by().values("pk")
    rows = list(openings.order_by().values_list("pk", "deadline", "places", "framework", "programme"))
    taken = _taken(keys)
    fields = _fields(keys)
    challenges = set(
        Opening.challenges.through.objects.filter(opening__in=keys).values_list("opening", flat=True)
    )
    ours = _frameworks(countries_in(grants))
    known, suitable = strength_of(grants, user=user), suitable_people()
    found = []
    for pk, deadline, places, framework, programme in rows:
        if (left := places - taken[pk]) <= 0:
            continue
        facts = Facts(
            days_left=(deadline - now).total_seconds() / DAY,
            places_left=left,
            suitable=suitable.get(pk),
            framework=framework in ours,
            challenge=pk in challenges,
            programme=programme is not None,
            here=known.people(fields[pk]),
            completed=known.stays(fields[pk]),
        )
        found.append(Task(pk, deadline, facts, total_of(facts), known))
    return sorted(found, key=lambda task: (-task.total, task.deadline, task.opening))


def _taken(openings: Any) -> Counter[int]:
    """Opening -> places with an accepted introduction."""
    rows = Introduction.objects.filter(state=IntroductionState.ACCEPTED, opening__in=openings)
    return Counter(rows.order_by().values_list("opening", flat=True))


def _fields(openings: Any) -> Mapping[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for opening, field in Opening.fields.through.objects.filter(opening__in=openings).values_list(
        "opening_id", "priorityfield_id"
    ):
        found[opening].add(field)
    return found


def _frameworks(countries: Iterable[str]) -> set[int]:
    """Primary keys of those that name one of the countries: a handful of rows in all."""
    wanted = set(countries)
    rows = Framework.objects.values_list("pk", "countries")
    return {pk for pk, named in rows if wanted & set(str(named).split(","))}
