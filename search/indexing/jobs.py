"""What the outbox notes of its jobs: who is being tried, who failed and why, who is set aside.

A job fails *through itself* where the encoder, the index or the time limit ends it and others go through; after
INDEX_TRIES such attempts, with growing pauses, it is set aside (aside.py). An *outage* – index, encoder or database
cannot be used at all – is no attempt of anybody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db.models import F, Max
from django.db.models.functions import Now
from django.utils.translation import override

from search.backends.base import DocumentsRefused, IndexUnavailable
from search.encoders.base import EncoderUnavailable, UnusableVectors
from search.errors import unquoted
from search.indexing.subjects import BATCH
from search.models import Fault, IndexJob
from search.querysets import IndexJobQuerySet

LONGEST_PAUSE = timedelta(hours=1)  # of a subject that cannot be indexed
# While nothing can be indexed: a withdrawn consent is to be gone within a minute of the index's return.
LONGEST_OUTAGE_PAUSE = timedelta(seconds=30)
ROWS_FOR_EACH = 50  # rows of a subject that are worked off together, on average

Subject = tuple[str, int]
Jobs = Mapping[Subject, Sequence[int]]  # (kind, subject) -> its rows


def waiting(*, everything: bool, without: Collection[int]) -> IndexJobQuerySet:
    """What is due (`everything`: also what waits for another attempt), but for these rows."""
    jobs = IndexJob.objects.exclude(pk__in=without)
    return jobs.waiting() if everything else jobs.due()


def next_jobs(*, everything: bool, without: Collection[int]) -> Jobs:
    """The subjects that have waited longest, at most BATCH; one of those that may have ended a process only when no
    other is left, and alone."""
    jobs = waiting(everything=everything, without=without)
    return _first(jobs.filter(tried_with=0), BATCH) or _first(jobs.exclude(tried_with=0), 1)


def take(jobs: Jobs) -> None:
    """Note that these are tried together, before it is done: nobody could once the process is dead."""
    IndexJob.objects.filter(pk__in=rows_of(jobs)).update(tried_with=len(jobs))


def put_back(jobs: Jobs) -> None:
    """They are not tried any more, and nothing is held against them."""
    IndexJob.objects.filter(pk__in=rows_of(jobs)).update(tried_with=0)


def count_the_dead() -> int:
    """Whoever was tried alone when a process ended has failed through itself -> how many. Call it in one's turn."""
    alone = _first(IndexJob.objects.waiting().filter(tried_with=1), None)
    note_failures(alone, Fault.CRASH)
    return len(alone)


def note_failures(jobs: Jobs, fault: Fault, error: BaseException | None = None) -> str:
    """One more attempt of each -> what is noted of it. The last one sets it aside."""
    with override("en"):
        message = f"{type(error).__name__}: {fault.sentence}" if error else fault.sentence
    for rows in jobs.values():
        mine = IndexJob.objects.filter(pk__in=rows)
        attempts = (mine.aggregate(most=Max("attempts"))["most"] or 0) + 1
        pause = min(timedelta(seconds=2 ** min(attempts, 12)), LONGEST_PAUSE)
        mine.update(
            attempts=attempts, fault=fault, last_error=message, tried_with=0, not_before=Now() + pause
        )
        if attempts >= settings.INDEX_TRIES:
            mine.update(set_aside_at=Now())
            mine.exclude(pk=max(rows)).delete()
    return message


def note_outage(jobs: Jobs, error: Exception) -> None:
    """The rows stay as they were, and wait a little longer each time."""
    for rows in jobs.values():
        mine = IndexJob.objects.filter(pk__in=rows)
        outages = (mine.aggregate(most=Max("outages"))["most"] or 0) + 1
        pause = min(timedelta(seconds=2 ** min(outages, 12)), LONGEST_OUTAGE_PAUSE)
        mine.update(
            outages=F("outages") + 1,
            last_error=f"{type(error).__name__}: {unquoted(error)}",
            tried_with=0,
            not_before=Now() + pause,
        )


def set_aside(kind: str, id: int, error: Exception) -> None:
    """This subject cannot be indexed as it is, as somebody found out who was not working off the outbox."""
    [row] = IndexJob.objects.bulk_create(
        [IndexJob(kind=kind, object_id=id, attempts=settings.INDEX_TRIES - 1)]
    )
    note_failures({(kind, id): [row.pk]}, fault_of(error), error)


def is_outage(error: Exception) -> bool:
    """Whether nothing can be indexed at all."""
    return isinstance(error, IndexUnavailable | EncoderUnavailable) and not isinstance(error, UnusableVectors)


def fault_of(error: Exception) -> Fault:
    """What kind of failure an error is that is no outage."""
    if isinstance(error, UnusableVectors):
        return Fault.ENCODER
    if isinstance(error, DocumentsRefused):
        return Fault.REFUSED
    return Fault.TIME if isinstance(error, SoftTimeLimitExceeded) else Fault.MISTAKE


def done(jobs: Jobs) -> None:
    """These rows are worked off, and what was set aside of the same subjects with them."""
    IndexJob.objects.filter(pk__in=rows_of(jobs)).delete()
    IndexJob.objects.aside().of(jobs.keys()).delete()


def rows_of(jobs: Jobs) -> list[int]:
    """All their rows."""
    return [row for rows in jobs.values() for row in rows]


def _first(rows: IndexJobQuerySet, most: int | None) -> Jobs:
    jobs: dict[Subject, list[int]] = {}
    found: Iterable[tuple[str, int, int]] = rows.order_by("pk").values_list("kind", "object_id", "pk")[
        : most and most * ROWS_FOR_EACH
    ]
    for kind, id, row in found:
        if (kind, id) in jobs or most is None or len(jobs) < most:
            jobs.setdefault((kind, id), []).append(row)
    return jobs
