"""What runs by the clock."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from bases.models import Opening
from matching.digests import send_due
from matching.domain.refreshing import due, refresh


@shared_task(name="matching.tasks.send_digests")
def send_digests() -> int:
    """-> the number of letters. Running it twice writes to nobody twice."""
    return send_due(timezone.now())


@shared_task(name="matching.tasks.refresh_shortlists")
def refresh_shortlists() -> int:
    """-> how many lists are stored anew: one task each, so that many of them keep within its limit."""
    lists = due()
    for pk, mark in lists:
        refresh_shortlist.delay(pk, mark)
    return len(lists)


@shared_task(name="matching.tasks.refresh_shortlist")
def refresh_shortlist(pk: int, mark: str) -> bool:
    """-> whether it was stored anew. Running it twice stores once."""
    opening = Opening.objects.select_related("institution").filter(pk=pk).first()
    return opening is not None and refresh(opening, mark)
