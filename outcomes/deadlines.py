"""By when both sides report and evaluate."""

from __future__ import annotations

from datetime import date, timedelta

from exchanges.dues import TO_REPORT

DAYS = TO_REPORT  # after the end of the stay
AT_LEAST = 7  # of those, from the day on which the platform asks
REMINDED = (-7, 1, 15)  # days from the deadline on which whoever has not reported is reminded


def due_on(ends_on: date | None, *, today: date) -> date:
    """The last day. `ends_on`: as agreed; a stay that ended early ended today."""
    end = min(ends_on or today, today)
    return max(end + timedelta(days=DAYS), today + timedelta(days=AT_LEAST))
