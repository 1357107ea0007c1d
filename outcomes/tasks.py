"""What runs by the clock."""

from __future__ import annotations

from celery import shared_task

from outcomes.domain.by_the_clock import open_all, remind_all


@shared_task(name="outcomes.tasks.remind")
def remind() -> int:
    """-> how many sides were reminded of their report. Running it twice reminds nobody twice."""
    return remind_all()


@shared_task(name="outcomes.tasks.open_evaluations")
def open_evaluations() -> int:
    """-> how many outcomes' evaluations opened. Running it twice tells nobody twice."""
    return open_all()
