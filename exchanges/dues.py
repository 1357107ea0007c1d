"""What each side of a stay has to do next, and by which day: for the page, the desk and the reminders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from exchanges.choices import DueKind as D
from exchanges.choices import ExchangeStep, VersionState
from exchanges.clock import local_day
from exchanges.models import AgreementVersion
from exchanges.opening_gone import nobody_is_bound
from matching.choices import ExchangeState as E
from matching.choices import Side
from matching.models import Exchange

TO_PROPOSE = TO_SIGN = 14  # days
TELL_HOME = 14  # days before arrival
TO_CONFIRM = 3  # days after the first of the agreement
NOTICE = 14  # days before it is due that something is worth a thought
TO_COMPLETE = 14  # days after the last
TO_RESUME = 30
AT_ONCE = 7  # days that anybody has after the signatures, where less is left before arrival
LONG = 60  # days from which a stay has a mid-term
TO_REPORT = 30  # days after the last
BOXES = (D.CHECK, D.MILESTONE)  # to be ticked off; a stay goes on without
HOST, PERSON = Side.HOST, Side.PERSON


@dataclass(frozen=True, slots=True)
class Due:
    """`side` should have done it by the end of `by`; before `since` nobody is asked."""

    kind: D
    side: Side
    by: date
    since: date = date.min

    @property
    def is_box(self) -> bool:
        return self.kind in BOXES


def dues_of(exchange: Exchange) -> list[Due]:
    """By their day. Reads `versions`, `events`, `checklist` and `milestones`: prefetch them for lists."""
    return sorted(_all(exchange), key=lambda due: (due.by, due.kind, due.side))


def waiting_version(exchange: Exchange) -> AgreementVersion | None:
    return next((one for one in exchange.versions.all() if one.state == VersionState.PROPOSED), None)


def signs(exchange: Exchange, side: Side) -> bool:
    """Whether a version waits for the signature of this side."""
    version = None if nobody_is_bound(exchange) else waiting_version(exchange)
    return version is not None and side not in _signed(version)


def _signed(version: AgreementVersion) -> set[str]:
    return {row.side for row in version.signatures.all() if row.void_at is None}


def midterm_of(exchange: Exchange) -> date | None:
    """The day in the middle of a stay that is long enough to have one."""
    if not (exchange.starts_on and exchange.ends_on):
        return None
    length = exchange.ends_on - exchange.starts_on
    return exchange.starts_on + length / 2 if length.days >= LONG else None


def midterm_written(exchange: Exchange) -> set[str]:
    """-> the sides that have."""
    return {event.side for event in exchange.events.all() if event.step == ExchangeStep.MIDTERM}


def item_day(exchange: Exchange, days: int) -> date | None:
    """By when something is done that stands `days` from arrival; None before there are days to count from."""
    if exchange.starts_on is None:
        return None
    asked = exchange.starts_on + timedelta(days=days)
    agreed = next((event.at for event in exchange.events.all() if event.step == ExchangeStep.AGREE), None)
    if agreed is None:
        return asked
    soon = local_day(exchange, agreed) + timedelta(days=AT_ONCE)
    return max(asked, min(soon, max(exchange.starts_on, asked)))


def _all(exchange: Exchange) -> Iterator[Due]:
    if nobody_is_bound(exchange):
        return
    state, version = exchange.state, waiting_version(exchange)
    if version:
        signed = _signed(version)
        by = local_day(exchange, version.at) + timedelta(days=TO_SIGN)
        yield from (Due(D.SIGN, side, by) for side in Side if side not in signed)
    elif state == E.PLANNED:
        yield Due(D.PROPOSE, HOST, local_day(exchange, exchange.created_at) + timedelta(days=TO_PROPOSE))
    if state == E.AGREED:
        yield from _before_arrival(exchange)
    if state in (E.AGREED, E.UNDER_WAY):
        yield from _checklist(exchange)
    if state == E.UNDER_WAY:
        yield from _at_the_base(exchange)
    if state == E.INTERRUPTED:
        since = _last_day(exchange, ExchangeStep.INTERRUPT) or exchange.starts_on or date.min
        yield from (Due(D.RESUME, side, since + timedelta(days=TO_RESUME)) for side in Side)


def _before_arrival(exchange: Exchange) -> Iterator[Due]:
    assert exchange.starts_on is not None
    by = item_day(exchange, -TELL_HOME)
    if exchange.home_disclosed_at is None and by:
        yield Due(D.DISCLOSE, PERSON, by)
    yield Due(D.BEGIN, HOST, exchange.starts_on + timedelta(days=TO_CONFIRM), exchange.starts_on)


def _checklist(exchange: Exchange) -> Iterator[Due]:
    for side in Side:
        days = [row.days for row in exchange.checklist.all() if row.side == side and row.done_at is None]
        by = item_day(exchange, min(days)) if days else None
        if by:
            yield Due(D.CHECK, side, by)


def _at_the_base(exchange: Exchange) -> Iterator[Due]:
    assert exchange.ends_on is not None
    notice = timedelta(days=NOTICE)
    middle = midterm_of(exchange)
    if middle:
        written = midterm_written(exchange)
        yield from (Due(D.MIDTERM, side, middle, middle - notice) for side in Side if side not in written)
    open_ones = [row.due_on for row in exchange.milestones.all() if row.done_at is None]
    if open_ones:
        yield from (Due(D.MILESTONE, side, min(open_ones), min(open_ones) - notice) for side in Side)
    yield Due(D.COMPLETE, HOST, exchange.ends_on + timedelta(days=TO_COMPLETE), exchange.ends_on)


def _last_day(exchange: Exchange, step: ExchangeStep) -> date | None:
    days = [event.day for event in exchange.events.all() if event.step == step and event.day]
    return days[-1] if days else None
