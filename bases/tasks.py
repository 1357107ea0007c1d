"""What runs by the clock."""

from __future__ import annotations

from celery import shared_task

from bases.domain.publication import close_due_openings


@shared_task
def close_openings() -> int:
    """Those past their deadline -> how many."""
    return close_due_openings()
