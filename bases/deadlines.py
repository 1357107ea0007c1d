"""A deadline as people read it: how long is left, then the clock of its own zone, then UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bases.choices import PublicationState
from bases.models import Opening

BEIJING = "Asia/Shanghai"
SOON = 7  # days: from here on the deadline is marked as pressing


@dataclass(frozen=True, slots=True)
class Deadline:
    """`local` stands on the clock of the opening's own zone, named `zone`."""

    local: datetime
    zone: str
    left: timedelta
    taking: bool  # the opening takes applications until then

    @property
    def utc(self) -> datetime:
        return self.local.astimezone(UTC)

    @property
    def passed(self) -> bool:
        return not self.taking or self.left <= timedelta(0)

    @property
    def soon(self) -> bool:
        return not self.passed and self.days <= SOON

    @property
    def days(self) -> int:
        """Whole days left, never below 0."""
        return max(self.left.days, 0)

    @property
    def words(self) -> str:
        """in 12 days, in 5 hours, closed."""
        if self.passed:
            return _("closed")
        if self.days:
            return ngettext("in %(count)d day", "in %(count)d days", self.days) % {"count": self.days}
        hours = self.left // timedelta(hours=1)
        if not hours:
            return _("in less than an hour")
        return ngettext("in %(count)d hour", "in %(count)d hours", hours) % {"count": hours}

    @property
    def clock(self) -> str:
        """5 Dec 2026, 18:00, on the clock of the opening's zone."""
        return _moment(self.local)

    @property
    def utc_clock(self) -> str:
        return _moment(self.utc)

    @property
    def zone_name(self) -> str:
        return zone_label(self.zone)

    @property
    def offset(self) -> str:
        """UTC+8, UTC+5:30."""
        minutes = int((self.local.utcoffset() or timedelta(0)) / timedelta(minutes=1))
        sign, minutes = ("−" if minutes < 0 else "+"), abs(minutes)
        return f"UTC{sign}{minutes // 60}" + (f":{minutes % 60:02}" if minutes % 60 else "")


def zone_label(zone: str) -> str:
    """Beijing time, Geneva time."""
    if zone == BEIJING:
        return _("Beijing time")
    return _("%(city)s time") % {"city": zone.rpartition("/")[2].replace("_", " ")}


def within(days: int) -> timedelta:
    """What is left is less than this where the words say "in 30 days" or fewer: a day that has begun does not count."""
    return timedelta(days=days + 1)


OVER = (PublicationState.FILLED, PublicationState.CLOSED, PublicationState.WITHDRAWN)


def deadline_of(opening: Opening, *, now: datetime | None = None) -> Deadline:
    """The deadline of `opening` seen from `now` (aware; default: this moment)."""
    now = now or timezone.now()
    return Deadline(
        local=opening.local_deadline,
        zone=opening.deadline_zone,
        left=opening.deadline - now,
        taking=opening.publication not in OVER,
    )


def _moment(value: datetime) -> str:
    return date_format(value, "DATETIME_FORMAT")
