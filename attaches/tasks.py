"""What runs by the clock."""

from __future__ import annotations

from celery import shared_task

from attaches.domain.lists import make_lists


@shared_task(name="attaches.tasks.make_lists")
def make_lists_nightly() -> int:
    """-> how many lists are stored anew. Running it twice stores once."""
    return make_lists()
