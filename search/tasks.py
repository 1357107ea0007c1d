"""What runs outside of requests."""

from __future__ import annotations

from celery import shared_task

from search.indexing.rebuild import rebuild
from search.indexing.work import work_off


@shared_task
def work_off_outbox() -> None:
    """Work off the outbox. Started after each commit that added to it, and by a sweeper once a minute."""
    work_off()


@shared_task
def rebuild_afresh() -> None:
    """Make the whole index anew and forget the vectors of texts that are gone, such as those of somebody erased."""
    rebuild(afresh=True)
