"""The calendar of the site: what opens, closes or is due for several people does so at one moment for all of them.

Pages show moments in the zone of whoever reads. What a moment or a day means must not depend on that, for readers
choose their zone.
"""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone


def site_today() -> date:
    return site_day(timezone.now())


def site_day(moment: datetime) -> date:
    return timezone.localdate(moment, timezone.get_default_timezone())


def start_of(day: date) -> datetime:
    """Its first minute."""
    return _at(day, time.min)


def end_of(day: date) -> datetime:
    """Its last minute."""
    return _at(day, time(23, 59))


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock), timezone.get_default_timezone())
