"""What runs by the clock."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from notices.domain.forgetting import forget


@shared_task(name="notices.tasks.forget_notices")
def forget_notices() -> int:
    """-> how many."""
    return forget(timezone.now())
