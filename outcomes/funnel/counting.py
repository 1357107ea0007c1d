"""The funnel, counted in SQL: how many came how far, by channel, country or field, and how long it took."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Greatest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from accounts.models import Purpose
from experts.models import Profile
from experts.querysets import consented
from matching.models import Introduction
from nominations.domain.credit import credit
from outcomes.funnel.asked import Asked
from outcomes.funnel.days import Days
from outcomes.funnel.stages import OF_INTRODUCTIONS, OF_NOMINATIONS, Stage
from taxonomy.choices import SourceChannel
from taxonomy.models import PriorityField

BY: Mapping[str, Promise] = {
    "channel": gettext_lazy("Source channel"),
    "country": gettext_lazy("Country of the person"),
    "field": gettext_lazy("Field"),
}
_OF_INTRODUCTION = {"channel": "channel", "country": "profile__country", "field": "opening__fields"}
_OF_NOMINATION = {"channel": "channel", "country": "country", "field": "fields"}
Counts = dict[Stage, int]


@dataclass(frozen=True, slots=True)
class Group:
    """`days`: the median of the time to match; None where nobody was matched."""

    key: str
    label: str
    counts: Counts
    days: float | None


@dataclass(frozen=True, slots=True)
class Step:
    stage: Stage
    number: int
    share: float | None  # 0–1, of those who reached the stage before
    width: int  # of its bar, 0–100


@dataclass(frozen=True, slots=True)
class Funnel:
    steps: list[Step]
    groups: list[Group]
    days: float | None  # from the publication of the opening to the yes of both
    answered: float | None  # from the introduction to the yes of both
    matched: int


def funnel(asked: Asked, *, by: str = "channel", measured: bool = False) -> Funnel:
    """`measured`: only of people who agree to be counted in statistics. Eight queries at most."""
    introductions, nominations = asked.introductions(), asked.nominations()
    forgotten = asked.forgotten()
    if measured:
        people = Profile.objects.filter(consented(Purpose.MEASURED))
        introductions = introductions.filter(profile__in=people)
        nominations = nominations.filter(profile__in=people)
        forgotten = forgotten.none()
    credited = Introduction.objects.annotate(credit=credit()).filter(credit__isnull=False).order_by()
    led_on = nominations.filter(OF_NOMINATIONS[Stage.CONSENTED], pk__in=credited.values("credit")).count()
    groups: dict[str, Counts] = {}
    for rows, path, conditions in (
        (nominations, _OF_NOMINATION[by], OF_NOMINATIONS),
        (introductions, _OF_INTRODUCTION[by], OF_INTRODUCTIONS),
    ):
        for row in rows.values(key=F(path)).annotate(**_counts(conditions)):
            counts = groups.setdefault(str(row.pop("key") or ""), dict.fromkeys(Stage, 0))
            counts.update(row)
    if by != "field":
        for key, number in forgotten.values_list(by).annotate(Sum("number")):
            groups.setdefault(str(key or ""), dict.fromkeys(Stage, 0))[Stage.NOMINATED] += number
    total = _total(groups)
    if by == "field":  # where somebody counts in several rows
        total = nominations.aggregate(**_counts(OF_NOMINATIONS)) | introductions.aggregate(
            **_counts(OF_INTRODUCTIONS)
        )
        total[Stage.NOMINATED] += forgotten.aggregate(number=Sum("number"))["number"] or 0
    times = _times(introductions, _OF_INTRODUCTION[by])
    once = {pk: (days, answered) for pk, _key, days, answered in times}
    labels = _labels(by, groups)
    return Funnel(
        steps=_steps(total, led_on),
        groups=sorted(
            (
                Group(key, labels.get(key, key), counts, _median(t[2] for t in times if t[1] == key))
                for key, counts in groups.items()
            ),
            key=lambda group: (-group.counts[Stage.INTRODUCED], group.label),
        ),
        days=_median(days for days, _answered in once.values()),
        answered=_median(answered for _days, answered in once.values()),
        matched=len(once),
    )


def _total(groups: Mapping[str, Counts]) -> Counts:
    return {stage: sum(counts[stage] for counts in groups.values()) for stage in Stage}


def _counts(conditions: Mapping[Stage, Q]) -> dict[str, Any]:
    return {
        str(stage): Count("pk", filter=condition or None, distinct=False)
        for stage, condition in conditions.items()
    }


def _steps(total: Counts, led_on: int) -> list[Step]:
    """Introductions begin without a nomination as well, so that of the nominations only what led on is a share."""
    most = max(total.values()) or 1
    found, before = [], 0
    for stage in Stage:
        number = total[stage]
        reached = led_on if stage == Stage.INTRODUCED else number
        share = reached / before if before else None
        found.append(Step(stage, number, share, round(100 * number / most)))
        before = number
    return found


def _times(introductions: Any, path: str) -> list[tuple[int, str, float | None, float | None]]:
    """(introduction, group, days from the publication, days from the introduction) of those whom both accepted."""
    accepted = Greatest("host_accepted_at", "person_accepted_at")
    rows = introductions.filter(OF_INTRODUCTIONS[Stage.ACCEPTED]).values_list(
        "pk", path, Days("opening__published_at", accepted), Days("created_at", accepted)
    )
    return [(pk, str(key or ""), _past(matched), _past(answered)) for pk, key, matched, answered in rows]


def _past(days: float | None) -> float | None:
    """None where the end lies before the start, as it does when an opening was published anew."""
    return None if days is None or days < 0 else float(days)


def _median(values: Any) -> float | None:
    known = [value for value in values if value is not None]
    return round(median(known), 1) if known else None


def _labels(by: str, groups: Mapping[str, Counts]) -> dict[str, str]:
    if by == "channel":
        return {value: str(label) for value, label in SourceChannel.choices}
    if by == "field":
        return {field.pk: str(field) for field in PriorityField.objects.all()} | {"": _("No field")}
    return {key: str(countries.name(key)) for key in groups if key} | {"": _("No country")}
