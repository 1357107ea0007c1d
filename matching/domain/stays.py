"""How the stays that a person wants meet the one that an opening offers."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bases.models import Opening
from experts.models import WantedStay


@dataclass(frozen=True, slots=True)
class StayFit:
    """The best of a person's stays against an opening: each flag holds only if those before it do."""

    stay: WantedStay | None  # None: they named no stay at all
    kind: bool = False
    duration: bool = False
    dates: bool = False
    share: float = 0.0  # of the days of arrival still ahead, on which this person could arrive: 0–1


def best_fit(opening: Opening, stays: Iterable[WantedStay], *, today: date) -> StayFit:
    """The stay that comes furthest, ties by id."""
    fits = sorted(
        ((_fit(opening, stay, today), stay.pk) for stay in stays),
        key=lambda pair: (_reach(pair[0]), -pair[1]),
    )
    return fits[-1][0] if fits else StayFit(stay=None)


def _reach(fit: StayFit) -> tuple[bool, bool, bool, float]:
    return fit.kind, fit.duration, fit.dates, fit.share


def _fit(opening: Opening, stay: WantedStay, today: date) -> StayFit:
    if stay.kind != opening.kind:
        return StayFit(stay)
    shortest = max(opening.months_min, stay.months_min)
    if shortest > min(opening.months_max, stay.months_max):
        return StayFit(stay, kind=True)
    opens = max(opening.starts_from, today)
    first = max(opens, stay.earliest)
    last = min(opening.starts_until, months_before(stay.latest, shortest))
    if first > last:
        return StayFit(stay, kind=True, duration=True)
    share = ((last - first).days + 1) / ((opening.starts_until - opens).days + 1)
    return StayFit(stay, kind=True, duration=True, dates=True, share=share)


def months_before(day: date, months: int) -> date:
    """The same day `months` calendar months earlier, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
