"""Whoever reads of a stay is shown whose it is, and the person can read that."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from experts.choices import Where
from experts.domain.looks import Sight
from matching.models import Exchange
from matching.noting import note_shown


def note_stays(request: HttpRequest, rows: Iterable[Exchange]) -> None:
    """Those of a list, with their profiles."""
    note_shown(request, [Sight(row.profile, named=True) for row in rows], why=Where.EXCHANGE)


def note_stay(request: HttpRequest, row: Exchange) -> None:
    """On a page of its own, once it is certain that the reader is shown it."""
    opening = row.introduction.opening
    note_shown(request, [Sight(row.profile, named=True)], why=Where.EXCHANGE, opening=opening)
