"""What runs outside of requests."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import current_thread, main_thread
from types import FrameType

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings

from search import broker
from search.encoders import remote
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
        return
    with _stopped_after(2 * INDEX_SECONDS + TO_NOTE // 2):
        more = work_off(budget=INDEX_SECONDS).more
    if more:
        with suppress(broker.BrokerAway):  # then the sweeper goes on
            broker.hand_over(work_off_outbox)


@contextmanager
def _stopped_after(seconds: int) -> Iterator[None]:
    """SoftTimeLimitExceeded by the process's own clock.

    After a process was killed, its worker was seen to forget the limits of the next task: what hung there held up all.
    """
    if current_thread() is not main_thread():  # of a pool of threads: only the main one hears of a signal
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise SoftTimeLimitExceeded()

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


# Somebody waits for it two seconds, so it is neither tried again nor handed to another worker.
@shared_task(acks_late=False, reject_on_worker_lost=False, soft_time_limit=10, time_limit=15)
def make_vectors(key: str) -> None:
    """Make the vectors of the texts that a page left under this key."""
    with suppress(broker.BrokerAway):  # nobody to give them to
        remote.answer(key)


@shared_task(soft_time_limit=REBUILD_SECONDS, time_limit=REBUILD_SECONDS + TO_NOTE)
def rebuild_afresh() -> None:
    """Make the whole index anew and forget the vectors of texts that are gone, such as those of somebody erased."""
    rebuild(afresh=True)
