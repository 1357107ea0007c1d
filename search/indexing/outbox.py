"""Adding rows to the outbox, and starting the work after the commit."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from search import broker
from search.models import IndexJob

logger = logging.getLogger(__name__)

_deferred: ContextVar[bool] = ContextVar("deferred", default=False)


def enqueue(kind: str, ids: Iterable[int | None]) -> None:
    """Note that these subjects changed, within the transaction of the change; None is skipped.

    Signals call this for every save and delete. Whoever changes rows past signals (`.update()`) calls it too.
    """
    jobs = [IndexJob(kind=kind, object_id=id) for id in dict.fromkeys(ids) if id is not None]
    if jobs:
        IndexJob.objects.bulk_create(jobs)
        if not _deferred.get():
            start_after_commit()


def start_after_commit() -> None:
    """Let the outbox be worked off once this transaction is committed."""
    if not _will_start():
        transaction.on_commit(_start, robust=True)


@contextmanager
def deferred() -> Iterator[None]:
    """Write rows but do not start working: for loaders, which index everything at the end."""
    token = _deferred.set(True)
    try:
        yield
    finally:
        _deferred.reset(token)


def _will_start() -> bool:
    """Whether this transaction starts the work already: one task finds the rows of all its changes."""
    return any(entry[1] is _start for entry in transaction.get_connection().run_on_commit)


def _start() -> None:
    """Runs after the commit."""
    if IndexJob.objects.due().exists():
        from search.tasks import work_off_outbox  # here, for it imports this package

        try:
            broker.hand_over(work_off_outbox)
        except broker.BrokerAway as error:
            # It must not keep the request waiting: the rows are there, and the sweeper comes by.
            logger.warning("The outbox waits for the sweeper: %s", error)
