"""What runs outside of requests."""

from __future__ import annotations

from celery import shared_task

from search.indexing.work import work_off


@shared_task
def work_off_outbox() -> None:
    """Work off the outbox. Started after each commit that added to it, and by a sweeper once a minute."""
    work_off()
