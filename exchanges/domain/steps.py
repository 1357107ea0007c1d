"""Steps of a stay that is agreed: before arrival, on the spot, and its end. Days: of the calendar of the agreement."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.domain.steps import lock
from accounts.models import User
from exchanges.choices import ExchangeStep
from exchanges.clock import today_at, zone_name, zone_of
from exchanges.domain.agreement import void_what_waits
from exchanges.domain.errors import AlreadyWritten, DayRefused, NotDisclosed
from exchanges.domain.letters import day_of
from exchanges.domain.rights import require_right
from exchanges.domain.stepping import require_now, take
from exchanges.signals import begun, ended
from matching.models import Exchange

GRACE = timedelta(days=7)  # by which somebody leaves before or after the agreed last day


@transaction.atomic
def disclose(exchange: Exchange, *, by: User, day: date) -> Exchange:
    """The person told their home institution on `day`. Raises DayRefused for a day to come."""
    _prepare(exchange, ExchangeStep.DISCLOSE, by=by)
    _require_past(exchange, day)
    noon = datetime.combine(day, time(12), zone_of(exchange))
    told = min(noon, timezone.now())
    return take(exchange, ExchangeStep.DISCLOSE, by=by, day=day, home_disclosed_at=told)


@transaction.atomic
def begin(exchange: Exchange, *, by: User, day: date) -> Exchange:
    """The person arrived on `day`. Raises NotDisclosed; DayRefused outside the agreed days, and for a day to come."""
    _prepare(exchange, ExchangeStep.BEGIN, by=by)
    assert exchange.starts_on is not None  # the database sees to both
    assert exchange.ends_on is not None
    if exchange.home_disclosed_at is None:
        raise NotDisclosed(
            _(
                "The home institution has not been told yet; the person notes that on this page before they arrive."
            )
        )
    _require_past(exchange, day)
    if not exchange.starts_on <= day <= exchange.ends_on:
        raise DayRefused(
            _("The agreed days are %(first)s to %(last)s (%(zone)s). For others, change the agreement first.")
            % {
                "first": date_format(exchange.starts_on),
                "last": date_format(exchange.ends_on),
                "zone": zone_name(exchange),
            }
        )
    take(exchange, ExchangeStep.BEGIN, by=by, day=day)
    begun.send(sender=Exchange, exchange=exchange, by=by)
    return exchange


@transaction.atomic
def write_midterm(exchange: Exchange, *, by: User, reason: str, language: str) -> Exchange:
    """How it goes, in the words of one side: once each. Raises AlreadyWritten."""
    side = _prepare(exchange, ExchangeStep.MIDTERM, by=by)
    if exchange.events.filter(step=ExchangeStep.MIDTERM, side=side).exists():
        raise AlreadyWritten(_("Your side has written its mid-term note."))
    return take(exchange, ExchangeStep.MIDTERM, by=by, reason=reason, language=language)


def interrupt(exchange: Exchange, *, by: User, reason: str, language: str) -> Exchange:
    return take(
        exchange, ExchangeStep.INTERRUPT, by=by, reason=reason, language=language, day=today_at(exchange)
    )


def resume(exchange: Exchange, *, by: User) -> Exchange:
    return take(exchange, ExchangeStep.RESUME, by=by, day=today_at(exchange))


@transaction.atomic
def complete(exchange: Exchange, *, by: User, day: date | None = None) -> Exchange:
    """As agreed, from the last day on; `day`: when the person left, by default the last day of the agreement.

    Raises DayRefused.
    """
    _prepare(exchange, ExchangeStep.COMPLETE, by=by)
    assert exchange.ends_on is not None
    if today_at(exchange) < exchange.ends_on:
        raise DayRefused(
            _(
                "The agreement runs until %(last)s (%(zone)s). Complete the stay from that day on, or end it early "
                "with a reason."
            )
            % {"last": date_format(exchange.ends_on), "zone": zone_name(exchange)}
        )
    day = day or exchange.ends_on
    _require_stay(exchange, day)
    if abs(day - exchange.ends_on) > GRACE:
        raise DayRefused(
            _(
                "The agreement runs until %(last)s (%(zone)s). For a longer stay both sign an extension; a much "
                "shorter one is ended early, with a reason."
            )
            % {"last": date_format(exchange.ends_on), "zone": zone_name(exchange)}
        )
    take(exchange, ExchangeStep.COMPLETE, by=by, day=day)
    return _ended(exchange, by=by)


@transaction.atomic
def end_early(exchange: Exchange, *, by: User, day: date, reason: str, language: str) -> Exchange:
    """`day`: the last one of the stay. Raises DayRefused."""
    _prepare(exchange, ExchangeStep.END_EARLY, by=by)
    _require_stay(exchange, day)
    take(
        exchange,
        ExchangeStep.END_EARLY,
        by=by,
        reason=reason,
        language=language,
        day=day,
        keep_reason=True,
    )
    return _ended(exchange, by=by)


def _ended(exchange: Exchange, *, by: User) -> Exchange:
    void_what_waits(exchange)
    ended.send(sender=Exchange, exchange=exchange, by=by)
    return exchange


def _prepare(exchange: Exchange, step: ExchangeStep, *, by: User) -> str:
    """Lock, and ask who and when before anything else is asked; -> the side."""
    lock(exchange)
    side = require_right(exchange, step, by=by)
    require_now(exchange, step)
    return side


def _require_stay(exchange: Exchange, day: date) -> None:
    _require_past(exchange, day)
    arrived = day_of(exchange, ExchangeStep.BEGIN) or exchange.starts_on
    if arrived and day < arrived:
        raise DayRefused(
            _("The last day is not before the arrival, which was on %(day)s.") % {"day": date_format(arrived)}
        )


def _require_past(exchange: Exchange, day: date) -> None:
    today = today_at(exchange)
    if day > today:
        raise DayRefused(
            _("That day is still to come: it is %(today)s now (%(zone)s).")
            % {"today": date_format(today), "zone": zone_name(exchange)}
        )
