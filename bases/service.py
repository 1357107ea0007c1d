"""By when officers answer an institution that waits, and an opening in review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings

from bases.models import Institution
from taxonomy.site_clock import end_of, site_day, site_today

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Due:
    """`left`: working days until `day`, negative once it has passed. Days off of a country are not known here."""

    day: date
    left: int

    @property
    def moment(self) -> datetime:
        """The last minute of the day, on the clock of the site."""
        return end_of(self.day)

    @property
    def over(self) -> int:
        return max(-self.left, 0)


def due_of(institution: Institution, *, today: date | None = None) -> Due:
    return due(institution.submitted_at, today=today)


def due(handed_in: datetime, *, today: date | None = None) -> Due:
    """VERIFICATION_WORKING_DAYS after it was handed in."""
    day = after(site_day(handed_in), settings.VERIFICATION_WORKING_DAYS)
    return Due(day, between(today or site_today(), day))


def after(day: date, working_days: int) -> date:
    """So many working days later."""
    while working_days:
        day += timedelta(days=1)
        working_days -= day.weekday() < SATURDAY
    return day


def between(start: date, end: date) -> int:
    """Working days from `start` to `end`, without the first and with the last; negative the other way round."""
    if end < start:
        return -between(end, start)
    days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(day.weekday() < SATURDAY for day in days)
