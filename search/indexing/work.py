"""Working off the outbox: for each subject that changed, make the index say what the database says."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from search import engine
from search.backends.base import IndexUnavailable
from search.backends.registry import get_backend
from search.documents import document_id
from search.encoders.base import EncoderUnavailable, UnusableVectors
from search.indexing.subjects import BATCH, make_documents, read_sources
from search.indexing.turns import turn
from search.models import IndexJob
from search.querysets import IndexJobQuerySet

logger = logging.getLogger(__name__)

LONGEST_PAUSE = timedelta(hours=1)  # of a subject that cannot be indexed
# While nothing can be indexed: a withdrawn consent is to be gone within a minute of the index's return.
LONGEST_OUTAGE_PAUSE = timedelta(seconds=30)
Jobs = Mapping[tuple[str, int], Sequence[int]]  # (kind, subject) -> its rows


@dataclass(frozen=True, slots=True)
class Report:
    """What one run did."""

    done: int = 0  # subjects
    failed: int = 0
    error: str = ""  # the last one
    stopped: bool = False  # the index or an encoder cannot be used at all, or it was another process' turn

    def __add__(self, other: Report) -> Report:
        return Report(
            self.done + other.done,
            self.failed + other.failed,
            other.error or self.error,
            self.stopped or other.stopped,
        )


def work_off(
    *, everything: bool = False, seconds: float = 0.0, progress: Callable[[int], None] = lambda rows: None
) -> Report:
    """Work off what is due (`everything`: also what waits for another attempt), each job once.

    A job that fails stays, with its error. `seconds`: how long to wait for the turn of another process; without
    waiting nothing is lost, for that process looks again after its turn. `progress` is told how many rows are through.
    """
    report = Report()
    failed: set[int] = set()
    while not report.stopped:
        with turn(seconds=seconds) as ours:
            if not ours:
                return report + Report(error="Another process is working off the outbox.", stopped=True)
            report += _work_through(everything, failed, progress)
        # Who came while we were at it went away again: their rows are ours.
        if not _waiting(everything, failed).exists():
            break
    return report


def _work_through(everything: bool, failed: set[int], progress: Callable[[int], None]) -> Report:
    engine.refresh_terms()
    report = Report()
    while not report.stopped and (jobs := _next_jobs(everything, failed)):
        try:
            _refresh(jobs)
            report += Report(done=len(jobs))
        except UnusableVectors:  # of some texts only
            report += _one_by_one(jobs, failed)
        except (IndexUnavailable, EncoderUnavailable) as error:
            logger.error("The outbox waits: %s", error)
            report += _note_failure(jobs, error, failed, at_most=LONGEST_OUTAGE_PAUSE) + Report(stopped=True)
        except Exception:  # noqa: BLE001 – one subject of the batch is the trouble: find out which
            report += _one_by_one(jobs, failed)
        progress(sum(map(len, jobs.values())))
    return report


def _one_by_one(jobs: Jobs, failed: set[int]) -> Report:
    """Index each by itself, so that one that cannot be indexed keeps no other waiting."""
    report = Report()
    for subject, rows in jobs.items():
        try:
            _refresh({subject: rows})
            report += Report(done=1)
        except Exception as error:
            logger.exception("%s could not be indexed", document_id(*subject))
            report += _note_failure({subject: rows}, error, failed, at_most=LONGEST_PAUSE)
    return report


def _refresh(jobs: Jobs) -> None:
    """Read these subjects and make the index say the same; their rows are done."""
    engine.refresh_terms()  # after the rows were read: a changed term commits together with rows of who holds it
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, id in jobs:
        ids[kind].append(id)
    found = {kind: read_sources(kind, members) for kind, members in ids.items()}
    sources = [source for of_kind in found.values() for source in of_kind.values()]
    backend = get_backend()
    backend.delete(
        document_id(kind, id) for kind, members in ids.items() for id in members if id not in found[kind]
    )
    if sources:
        backend.put(make_documents(sources, engine.get_view_builder()))
    IndexJob.objects.filter(pk__in=[row for rows in jobs.values() for row in rows]).delete()


def _waiting(everything: bool, failed: set[int]) -> IndexJobQuerySet:
    jobs = IndexJob.objects.exclude(pk__in=failed)
    return jobs if everything else jobs.due()


def _next_jobs(everything: bool, failed: set[int]) -> Jobs:
    """The rows of the subjects that have waited longest, at most BATCH subjects."""
    jobs: dict[tuple[str, int], list[int]] = {}
    rows = _waiting(everything, failed).order_by("pk").values_list("kind", "object_id", "pk")
    for kind, id, row in rows[: BATCH * 50]:
        if (kind, id) in jobs or len(jobs) < BATCH:
            jobs.setdefault((kind, id), []).append(row)
    return jobs


def _note_failure(jobs: Jobs, error: Exception, failed: set[int], *, at_most: timedelta) -> Report:
    """The rows stay, and wait longer after each attempt, up to `at_most`."""
    message = str(error) or type(error).__name__
    for rows in jobs.values():
        failed.update(rows)
        attempts = max(IndexJob.objects.filter(pk__in=rows).values_list("attempts", flat=True), default=0) + 1
        pause = min(timedelta(seconds=2 ** min(attempts, 12)), at_most)
        IndexJob.objects.filter(pk__in=rows).update(
            attempts=attempts, last_error=message, not_before=timezone.now() + pause
        )
    return Report(failed=len(jobs), error=message)
