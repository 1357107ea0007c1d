"""How many people of some countries stand at each stage, by country and by field; small counts are not told, but of
those whom the reader may see one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.audience import Grant
from accounts.models import User
from attaches.domain.becoming import BEGUN, REPORTED
from attaches.domain.grants import countries_in, fields_in, people_in
from attaches.domain.suppression import suppressed
from experts.choices import NominationState
from experts.models import Nomination, Profile
from experts.querysets import ProfileQuerySet
from matching.choices import ExchangeState, IntroductionState
from matching.models import Exchange, Introduction, Outcome
from taxonomy.models import PriorityField

STAGES: Mapping[str, Promise] = {
    "findable": _("May be found by you"),
    "consented": _("Consented to a recommendation"),
    "introduced": _("Introduced to each other"),
    "exchange": _("Stay agreed or under way"),
    "completed": _("Stay over"),
    "reported": _("Outcome reported"),
}
OPEN = {"findable"}  # the reader may see each of these people
Row = tuple[str, tuple[int | None, ...]]  # country or field, and a count for each stage; None: not told


@dataclass(frozen=True, slots=True)
class Pipeline:
    waiting: int  # own nominations that wait for the person
    countries: tuple[Row, ...]
    fields: tuple[Row, ...]


def pipeline_of(grants: Sequence[Grant], *, user: User) -> Pipeline:
    """Ten queries. A person counts once in a cell, and under each of their fields."""
    people = _everybody(grants)
    stages = _stages(people, grants, user=user)
    everyone = {key for keys in stages.values() for key in keys}
    of_country = dict(Profile.objects.filter(pk__in=everyone).order_by().values_list("pk", "country"))
    tags = Profile.fields.through.objects.filter(profile__in=everyone)
    of_field: dict[int, set[str]] = defaultdict(set)
    for profile, field in tags.values_list("profile_id", "priorityfield_id"):
        of_field[profile].add(field)
    waiting = Nomination.objects.filter(nominated_by=user, state=NominationState.SENT).count()
    granted = fields_in(grants)
    fields = [
        slug
        for slug in PriorityField.objects.values_list("slug", flat=True)
        if granted is None or slug in granted
    ]
    return Pipeline(
        waiting,
        _table(sorted(countries_in(grants)), stages, {key: {str(code)} for key, code in of_country.items()}),
        _table(fields, stages, of_field),
    )


def _everybody(grants: Sequence[Grant]) -> ProfileQuerySet:
    """Of the countries and fields, whatever they agreed to: they are counted, and not shown."""
    found = Q(pk__in=[])
    for grant in grants:
        rows = Profile.objects.filter(country__in=grant.countries)
        if grant.fields is not None:
            tagged = Profile.fields.through.objects.filter(priorityfield__in=grant.fields)
            rows = rows.filter(pk__in=tagged.values("profile"))
        found |= Q(pk__in=rows.values("pk"))
    return Profile.objects.filter(found)


def _stages(people: ProfileQuerySet, grants: Sequence[Grant], *, user: User) -> dict[str, set[int]]:
    """Stage -> primary keys of profiles."""
    theirs = {"profile__in": people.order_by().values("pk")}
    over = [ExchangeState.COMPLETED, ExchangeState.ENDED_EARLY]
    exchanges = Exchange.objects.filter(**theirs).order_by()
    outcomes = Outcome.objects.filter(exchange__in=exchanges.values("pk"), state__in=REPORTED)
    rows: dict[str, QuerySet[Any]] = {
        "consented": Nomination.objects.filter(**theirs, state=NominationState.ACCEPTED),
        "introduced": Introduction.objects.filter(**theirs, state=IntroductionState.ACCEPTED),
        "exchange": exchanges.filter(state__in=BEGUN.difference(over)),
        "completed": exchanges.filter(state__in=over),
    }
    return {
        "findable": set(people_in(grants, user=user).values_list("pk", flat=True)),
        **{stage: set(found.order_by().values_list("profile", flat=True)) for stage, found in rows.items()},
        "reported": set(outcomes.order_by().values_list("exchange__profile", flat=True)),
    }


def _table(
    names: Sequence[str], stages: Mapping[str, set[int]], groups: Mapping[int, set[str]]
) -> tuple[Row, ...]:
    """A row for each name, whether anybody is there or not: that a row is missing would tell."""
    columns = []
    for stage in STAGES:
        counts = dict.fromkeys(names, 0)
        for key in stages[stage]:
            for name in counts.keys() & groups.get(key, set()):
                counts[name] += 1
        columns.append(dict(counts) if stage in OPEN else suppressed(counts))
    return tuple((name, tuple(column[name] for column in columns)) for name in names)
