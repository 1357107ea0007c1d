"""What runs by the clock."""

from __future__ import annotations

from celery import shared_task

from exchanges.domain.reminding import remind_all


@shared_task(name="exchanges.tasks.remind")
def remind() -> int:
    """-> the number of reminders. Running it twice reminds nobody twice."""
    return remind_all()
