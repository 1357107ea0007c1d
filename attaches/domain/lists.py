"""Attachés are told which openings have no suitable candidate, so the lists of all of them are stored, once a night."""

from __future__ import annotations

from attaches.domain.suitable import forget_suitable, suitable_people
from bases.models import Opening
from matching.domain.refreshing import due
from matching.tasks import refresh_shortlist


def make_lists() -> int:
    """Store the list of every opening that takes applications, where it changed -> how many. Each is a task of its own;
    without a broker they are made here and now. Raises IndexUnavailable."""
    lists = due(list(Opening.objects.open().order_by("pk")))
    for pk, mark in lists:
        refresh_shortlist.delay(pk, mark)
    forget_suitable()
    suitable_people()
    return len(lists)
