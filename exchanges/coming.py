"""What is to come in a stay, each with its day: for the end of the timeline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from accounts.turns import Later
from exchanges.choices import DueKind as D
from exchanges.dues import TO_REPORT, midterm_of, midterm_written
from matching.choices import ExchangeState as E
from matching.choices import Side
from matching.models import Exchange

AHEAD = (E.AGREED, E.UNDER_WAY, E.INTERRUPTED)


def coming(exchange: Exchange, *, but: D | None = None) -> list[Later]:
    """In order of their days; `but`: what is the next step already."""
    if exchange.state not in AHEAD:
        return []
    found = [later for kind, later in _all(exchange) if kind != but]
    return sorted(found, key=lambda later: later.day)


def _all(exchange: Exchange) -> Iterator[tuple[D | None, Later]]:
    assert exchange.starts_on is not None  # the database sees to both
    assert exchange.ends_on is not None
    if exchange.state == E.AGREED:
        yield D.BEGIN, Later(_("Arrival"), exchange.starts_on)
    middle = midterm_of(exchange)
    if middle and not midterm_written(exchange).issuperset(Side):
        yield D.MIDTERM, Later(_("Mid-term notes of both sides"), middle)
    for row in exchange.milestones.all():
        if row.done_at is None:
            yield None, Later(_("Milestone"), row.due_on, row.title, row.language)
    yield D.COMPLETE, Later(_("Last day of the stay"), exchange.ends_on)
    yield None, Later(_("Reports and evaluations"), exchange.ends_on + timedelta(days=TO_REPORT))
