"""How many people of some countries came how far, by country and by field: of those who agree to be counted, and no
small count among them. Whom the reader may find, one by one, are counted as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.audience import Grant
from accounts.models import Purpose, User
from attaches.domain.becoming import BEGUN, REPORTED
from attaches.domain.grants import countries_in, fields_in, people_in
from experts.choices import NominationState
from experts.models import Nomination, Profile
from experts.querysets import ProfileQuerySet, consented
from matching.choices import ExchangeState, IntroductionState
from matching.models import Exchange, Introduction, Outcome
from taxonomy.models import PriorityField
from taxonomy.suppression import suppress_together

STAGES: Mapping[str, Promise] = {
    "findable": _("May be found by you"),
    "consented": _("Consented to a recommendation"),
    "introduced": _("Introduced to each other"),
    "exchange": _("Stay agreed"),
    "completed": _("Stay over"),
    "reported": _("Outcome reported"),
}
OPEN, CONSENTED, *THEN = (
    STAGES  # each of the people of OPEN may be seen; of THEN, whoever came far came less far
)
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
    by_country = {key: {str(code)} for key, code in of_country.items()}
    countries, by_field = _tables(((sorted(countries_in(grants)), by_country), (fields, of_field)), stages)
    return Pipeline(waiting, countries, by_field)


def _everybody(grants: Sequence[Grant]) -> ProfileQuerySet:
    """Of the countries and fields, who agree to be counted in statistics."""
    found = Q(pk__in=[])
    for grant in grants:
        rows = Profile.objects.filter(country__in=grant.countries)
        if grant.fields is not None:
            tagged = Profile.fields.through.objects.filter(priorityfield__in=grant.fields)
            rows = rows.filter(pk__in=tagged.values("profile"))
        found |= Q(pk__in=rows.values("pk"))
    return Profile.objects.filter(found, consented(Purpose.MEASURED))


def _stages(people: ProfileQuerySet, grants: Sequence[Grant], *, user: User) -> dict[str, set[int]]:
    """Stage -> primary keys of profiles, as far as each ever came."""
    theirs = {"profile__in": people.order_by().values("pk")}
    over = [ExchangeState.COMPLETED, ExchangeState.ENDED_EARLY]
    exchanges = Exchange.objects.filter(**theirs).order_by()
    outcomes = Outcome.objects.filter(exchange__in=exchanges.values("pk"), state__in=REPORTED)
    rows: dict[str, QuerySet[Any]] = {
        CONSENTED: Nomination.objects.filter(**theirs, state=NominationState.ACCEPTED),
        "introduced": Introduction.objects.filter(**theirs, state=IntroductionState.ACCEPTED),
        "exchange": exchanges.filter(state__in=BEGUN),
        "completed": exchanges.filter(state__in=over),
    }
    stages = {
        OPEN: set(people_in(grants, user=user).values_list("pk", flat=True)),
        **{stage: set(found.order_by().values_list("profile", flat=True)) for stage, found in rows.items()},
        "reported": set(outcomes.order_by().values_list("exchange__profile", flat=True)),
    }
    for stage, further in zip(THEN[-2::-1], THEN[:0:-1], strict=True):
        stages[stage] |= stages[further]
    return stages


def _tables(
    groupings: Sequence[tuple[Sequence[str], Mapping[int, Set[str]]]], stages: Mapping[str, set[int]]
) -> list[tuple[Row, ...]]:
    """One for each grouping (its names, and who is in which): a row for each name, whether anybody is there or not,
    for that a row is missing would tell."""
    shown: list[list[list[int | None]]] = [[[] for _ in names] for names, _of in groupings]
    for columns in ([OPEN], [CONSENTED], THEN):
        counts = [
            [[sum(name in of.get(key, ()) for key in stages[stage]) for stage in columns] for name in names]
            for names, of in groupings
        ]
        told: Sequence[Sequence[Sequence[int | None]]] = counts
        if columns != [OPEN]:
            totals = [len(stages[stage]) for stage in columns]
            tables, _total = suppress_together(counts, totals, total_is_told=False)
            told = [[[cell.number for cell in row] for row in table] for table in tables]
        for table, more in zip(shown, told, strict=True):
            for row, numbers in zip(table, more, strict=True):
                row.extend(numbers)
    return [
        tuple((name, tuple(row)) for name, row in zip(names, table, strict=True))
        for (names, _of), table in zip(groupings, shown, strict=True)
    ]
