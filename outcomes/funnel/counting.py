"""The funnel: how many came how far, by channel, country or field, and how long it took."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from accounts.models import Purpose
from experts.models import Profile
from experts.querysets import consented
from outcomes.funnel.asked import Asked
from outcomes.funnel.reading import Begun, begun
from outcomes.funnel.stages import FAR_ENOUGH, OF_NOMINATIONS, Stage
from taxonomy.choices import SourceChannel
from taxonomy.models import PriorityField

BY: Mapping[str, Promise] = {
    "channel": gettext_lazy("Source channel"),
    "country": gettext_lazy("Country of the person"),
    "field": gettext_lazy("Field"),
}
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
    """`measured`: only of people who agree to be counted in statistics. Seven queries at most; what it counts of
    introductions may be FACETS_SECONDS old, but for `measured`."""
    introductions, nominations = asked.introductions(measured=measured), asked.nominations()
    forgotten = asked.forgotten()
    if measured:
        nominations = nominations.filter(profile__in=Profile.objects.filter(consented(Purpose.MEASURED)))
        forgotten = forgotten.none()
    groups: dict[str, Counts] = {}
    for row in nominations.values(key=F(_OF_NOMINATION[by])).annotate(**_counts(OF_NOMINATIONS)):
        groups.setdefault(str(row.pop("key") or ""), dict.fromkeys(Stage, 0)).update(row)
    if by != "field":
        for key, number in forgotten.values_list(by).annotate(Sum("number")):
            groups.setdefault(str(key or ""), dict.fromkeys(Stage, 0))[Stage.NOMINATED] += number
    members: dict[str, list[Begun]] = defaultdict(list)
    for one in introductions:
        for key in _keys(one, by):
            members[key].append(one)
    for key, rows in members.items():
        groups.setdefault(key, dict.fromkeys(Stage, 0)).update(_reached(rows))
    total = _total(groups)
    if by == "field":  # where somebody counts in several rows
        total |= nominations.aggregate(**_counts(OF_NOMINATIONS)) | _reached(introductions)
        total[Stage.NOMINATED] += forgotten.aggregate(number=Sum("number"))["number"] or 0
    labels = _labels(by, groups)
    matched = _matched(introductions)
    return Funnel(
        steps=_steps(total, _led_on(nominations)),
        groups=sorted(
            (
                Group(key, labels.get(key, key), counts, _median(row.days for row in _matched(members[key])))
                for key, counts in groups.items()
            ),
            key=lambda group: (-group.counts[Stage.INTRODUCED], group.label),
        ),
        days=_median(row.days for row in matched),
        answered=_median(row.answered for row in matched),
        matched=len(matched),
    )


def _keys(row: Begun, by: str) -> tuple[str, ...]:
    """Of the groups in which it counts."""
    if by == "field":
        return row.fields or ("",)
    return (row.channel if by == "channel" else row.country,)


def _reached(rows: Sequence[Begun]) -> Counts:
    far = Counter(row.far for row in rows)
    return {
        stage: sum(number for reached, number in far.items() if reached >= enough)
        for stage, enough in FAR_ENOUGH.items()
    }


def _matched(rows: Sequence[Begun]) -> list[Begun]:
    return [row for row in rows if row.far >= FAR_ENOUGH[Stage.ACCEPTED]]


def _led_on(nominations: Any) -> int:
    """Accepted ones to which an introduction goes back, whenever it began and whatever else is asked."""
    credited = {row.credit for row in begun() if row.credit}
    accepted = nominations.filter(OF_NOMINATIONS[Stage.CONSENTED]).values_list("pk", flat=True)
    return sum(key in credited for key in accepted)


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


def _median(values: Any) -> float | None:
    known = [value for value in values if value is not None]
    return round(median(known), 1) if known else None


def _labels(by: str, groups: Mapping[str, Counts]) -> dict[str, str]:
    if by == "channel":
        return {value: str(label) for value, label in SourceChannel.choices}
    if by == "field":
        return {field.pk: str(field) for field in PriorityField.objects.all()} | {"": _("No field")}
    return {key: str(countries.name(key)) for key in groups if key} | {"": _("No country")}
