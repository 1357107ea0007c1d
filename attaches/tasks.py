"""What runs by the clock."""

from __future__ import annotations

from celery import shared_task

from attaches.domain import lists


@shared_task(name="attaches.tasks.make_lists")
def make_lists() -> int:
    """-> how many lists are stored anew. Running it twice stores once."""
    return lists.make_lists()
