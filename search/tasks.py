"""What runs outside of requests."""

from __future__ import annotations

from celery import shared_task
from django.conf import settings

from search.indexing.rebuild import rebuild
from search.indexing.work import work_off

# A batch that was begun within the budget may take as long again before the limit tells it to stop, and has half a
# minute to note who it was; then the process is killed.
INDEX_SECONDS = settings.INDEX_SECONDS
TO_NOTE = 30
REBUILD_SECONDS = 24 * 3600


@shared_task(soft_time_limit=2 * INDEX_SECONDS, time_limit=2 * INDEX_SECONDS + TO_NOTE)
def work_off_outbox() -> None:
    """Work off the outbox. Started after each commit that added to it, and by a sweeper once a minute.

    A long backlog is worked off by a chain of such tasks, so that none comes near its time limit.
    """
    if settings.CELERY_TASK_ALWAYS_EAGER:
        work_off()
    elif work_off(budget=INDEX_SECONDS).more:
        work_off_outbox.apply_async(retry=False)


@shared_task(soft_time_limit=REBUILD_SECONDS, time_limit=REBUILD_SECONDS + TO_NOTE)
def rebuild_afresh() -> None:
    """Make the whole index anew and forget the vectors of texts that are gone, such as those of somebody erased."""
    rebuild(afresh=True)
