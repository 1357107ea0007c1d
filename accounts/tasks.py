"""What runs by the clock."""

from __future__ import annotations

from celery import shared_task

from accounts.domain.offers import forget_unanswered


@shared_task
def forget_offers() -> None:
    """Each night."""
    forget_unanswered()
