"""Days of a stay are those of one calendar, which its agreement names, whatever the clock of whoever looks."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

from bases.deadlines import zone_label
from matching.models import Exchange


def zone_of(exchange: Exchange) -> ZoneInfo:
    return ZoneInfo(exchange.introduction.opening.deadline_zone)


def today_at(exchange: Exchange) -> date:
    return local_day(exchange, timezone.now())


def local_day(exchange: Exchange, moment: datetime) -> date:
    return moment.astimezone(zone_of(exchange)).date()


def end_of(exchange: Exchange, day: date) -> datetime:
    """The last minute of `day` there."""
    return datetime.combine(day, time(23, 59), zone_of(exchange))


def zone_name(exchange: Exchange) -> str:
    return zone_label(exchange.introduction.opening.deadline_zone)
