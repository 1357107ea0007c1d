"""Working off the outbox: for each subject that changed, make the index say what the database says."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError

from search import engine
from search.backends.registry import get_backend
from search.documents import document_id
from search.errors import place_of, unquoted
from search.indexing.jobs import (
    Jobs,
    count_the_dead,
    done,
    fault_of,
    is_outage,
    next_jobs,
    note_failures,
    note_outage,
    put_back,
    rows_of,
    take,
    waiting,
)
from search.indexing.subjects import make_documents, read_sources
from search.indexing.turns import turn

logger = logging.getLogger(__name__)

# What this process tried when its database went away: nothing could be noted then.
_interrupted: list[Jobs] = []


@dataclass(frozen=True, slots=True)
class Report:
    """What one run did."""

    done: int = 0  # subjects
    failed: int = 0
    error: str = ""  # the last one
    stopped: bool = False  # the index or an encoder cannot be used at all, or it was another process' turn
    more: bool = False  # the time was over before the work was

    def __add__(self, other: Report) -> Report:
        return Report(
            self.done + other.done,
            self.failed + other.failed,
            other.error or self.error,
            self.stopped or other.stopped,
            self.more or other.more,
        )


def work_off(
    *,
    everything: bool = False,
    seconds: float = 0.0,
    budget: float | None = None,
    progress: Callable[[int], None] = lambda rows: None,
) -> Report:
    """Work off what is due (`everything`: also what waits for another attempt), each job once.

    A job that fails stays, with its error, and is set aside after INDEX_TRIES attempts. `seconds`: how long to wait for
    the turn of another process; without waiting nothing is lost, for that process looks again after its turn. `budget`:
    seconds after which no batch is begun. `progress` is told how many rows are through. Raises OperationalError and
    InterfaceError if the database fails.
    """
    report = Report()
    run = _Run(everything, None if budget is None else monotonic() + budget, progress)
    while not report.stopped and not report.more:
        with turn(seconds=seconds) as ours:
            if not ours:
                return report + Report(error="Another process is working off the outbox.", stopped=True)
            report += run.work_through()
        # Who came while we were at it went away again: their rows are ours.
        if not waiting(everything=everything, without=run.failed).exists():
            break
    return report


class _Run:
    """One call of `work_off`."""

    def __init__(self, everything: bool, until: float | None, progress: Callable[[int], None]) -> None:
        self._everything, self._until, self._progress = everything, until, progress
        self.failed: set[int] = set()  # rows that this run has tried

    def work_through(self) -> Report:
        """In our turn."""
        engine.refresh_terms()
        while _interrupted:
            put_back(_interrupted[-1])
            _interrupted.pop()
        if dead := count_the_dead():
            logger.error("A process ended while it indexed; %d jobs were tried alone then", dead)
        report = Report()
        while not report.stopped and (jobs := next_jobs(everything=self._everything, without=self.failed)):
            if self._until is not None and monotonic() >= self._until:
                return report + Report(more=True)
            report += self._try(jobs)
            self._progress(len(rows_of(jobs)))
        return report

    def _try(self, jobs: Jobs) -> Report:
        take(jobs)
        try:
            _refresh(jobs)
        except SoftTimeLimitExceeded as error:
            # What is left of this task's time is too short to find out whose fault it is: those of a batch are tried
            # alone by the next.
            report = self._failed(jobs, error) if len(jobs) == 1 else Report()
            return report + Report(more=True, stopped=True)
        except (OperationalError, InterfaceError):
            _interrupted.append(jobs)
            raise
        except Exception as error:  # noqa: BLE001 – an outage, or one subject is the trouble: find out which
            if is_outage(error):
                return self._out(jobs, error)
            return self._failed(jobs, error) if len(jobs) == 1 else self._one_by_one(jobs)
        except BaseException:  # somebody ends this process
            put_back(jobs)
            raise
        return Report(done=len(jobs))

    def _one_by_one(self, jobs: Jobs) -> Report:
        """Index each by itself, so that one that cannot be indexed keeps no other waiting."""
        report, left = Report(), dict(jobs)
        for subject, rows in jobs.items():
            del left[subject]
            report += self._try({subject: rows})
            if report.stopped:
                put_back(left)
                break
        return report

    def _out(self, jobs: Jobs, error: Exception) -> Report:
        logger.error("The outbox waits: %s", unquoted(error))
        self.failed.update(rows_of(jobs))
        note_outage(jobs, error)
        return Report(failed=len(jobs), error=unquoted(error), stopped=True)

    def _failed(self, jobs: Jobs, error: Exception) -> Report:
        names = ", ".join(document_id(*subject) for subject in jobs)
        logger.error("%s could not be indexed: %s at %s", names, type(error).__name__, place_of(error))
        self.failed.update(rows_of(jobs))
        return Report(failed=len(jobs), error=note_failures(jobs, fault_of(error), error))


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
    done(jobs)
