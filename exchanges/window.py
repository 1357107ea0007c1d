"""What an opening says of arrival and length, and how the days of an agreement differ from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bases.models import Opening
from bases.shown import stay_length
from matching.domain.stays import months_before

SLACK = timedelta(days=7)  # of a length: some count three months as 90 days, some as 13 weeks


def differences(opening: Opening, first: date, last: date) -> str:
    """One sentence that names both; empty where the days are as the opening says."""
    found = _("; ").join(_found(opening, first, last))
    if not found:
        return ""
    return _(
        "The opening offers %(stay)s, with arrival between %(from)s and %(until)s. The days here are %(first)s to "
        "%(last)s: %(differences)s."
    ) % {
        "stay": stay_length(opening),
        "from": date_format(opening.starts_from),
        "until": date_format(opening.starts_until),
        "first": date_format(first),
        "last": date_format(last),
        "differences": found,
    }


def _found(opening: Opening, first: date, last: date) -> Iterator[str]:
    if first < opening.starts_from:
        yield _("the arrival is before the first possible one")
    if first > opening.starts_until:
        yield _("the arrival is after the last possible one")
    left = last + timedelta(days=1)
    if first > months_before(left, opening.months_min) + SLACK:
        yield _("the stay is shorter than offered")
    if first < months_before(left, opening.months_max) - SLACK:
        yield _("the stay is longer than offered")
