"""On which days somebody is, or was, at the base."""

from __future__ import annotations

from datetime import date

from exchanges.choices import ExchangeStep
from matching.models import Exchange


def days_at_the_base(exchange: Exchange) -> tuple[date | None, date | None]:
    """First and last, as they were where they have passed, else as agreed. Reads `events`: prefetch them for many."""
    of = {event.step: event.day for event in exchange.events.all() if event.day}
    left = of.get(ExchangeStep.END_EARLY) or of.get(ExchangeStep.COMPLETE)
    return of.get(ExchangeStep.BEGIN) or exchange.starts_on, left or exchange.ends_on
