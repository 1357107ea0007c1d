"""What runs by the clock."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from bases.models import Opening
from matching.digests import send_due
from matching.domain.refreshing import followed, refresh


@shared_task(name="matching.tasks.send_digests")
def send_digests() -> int:
    """-> the number of letters. Running it twice writes to nobody twice."""
    return send_due(timezone.now())


@shared_task(name="matching.tasks.refresh_shortlists")
def refresh_shortlists() -> int:
    """-> how many lists are looked after: one task each, so that many of them keep within its limit."""
    openings = followed()
    for pk in openings:
        refresh_shortlist.delay(pk)
    return len(openings)


@shared_task(name="matching.tasks.refresh_shortlist")
def refresh_shortlist(pk: int) -> bool:
    """-> whether it was stored anew; what is as it was is left. Running it twice stores once."""
    opening = Opening.objects.select_related("institution").filter(pk=pk).first()
    return opening is not None and refresh(opening)
