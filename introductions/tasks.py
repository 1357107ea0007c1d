"""What runs by the clock."""

from __future__ import annotations

from celery import shared_task

from introductions.domain.clock import look_after_all


@shared_task
def look_after_introductions() -> None:
    """Each hour: reminders after 7 and 14 days, the end after 21."""
    look_after_all()
