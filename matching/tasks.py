"""What runs by the clock."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from matching.digests import send_due


@shared_task(name="matching.tasks.send_digests")
def send_digests() -> int:
    """-> the number of letters. Running it twice writes to nobody twice."""
    return send_due(timezone.now())
