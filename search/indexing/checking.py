"""Database and index, document by document, in as little memory for a million as for a thousand."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from search import engine
from search.backends.registry import get_backend
from search.cache import chunks
from search.indexing.outbox import deferred, enqueue
from search.indexing.subjects import READ_TOGETHER, READINGS, matchable_ids, read_sources, subject_number
from search.models import IndexJob


class Difference(StrEnum):
    """What can be wrong with a document."""

    MISSING = "missing"  # not in the index
    STALE = "stale"  # indexed from other texts, filters or encoders
    ORPHANED = "orphaned"  # in the index though it may not be


@dataclass(frozen=True, slots=True)
class Check:
    """How one kind stands. Numbers only: whose they are is nobody's business here."""

    kind: str
    database: int
    index: int
    differences: Counter[Difference]
    waiting: int  # of the differing, those of which the outbox speaks
    subjects: array[int]  # that differ

    @property
    def in_step(self) -> bool:
        """Whether nothing differs."""
        return not self.subjects


def check(
    *, kinds: Iterable[str] = tuple(READINGS), progress: Callable[[int], None] = lambda count: None
) -> list[Check]:
    """Walk through the index page by page and read the same subjects from the database. Raises IndexUnavailable.

    `progress` is told how many documents of the index are through.
    """
    return [_check(kind, progress) for kind in kinds]


def repair(checks: Iterable[Check]) -> None:
    """Put a row into the outbox for each subject that differs; whoever works it off makes the index right."""
    for each in checks:
        for few in chunks(each.subjects.tolist(), READ_TOGETHER):
            with deferred():
                enqueue(each.kind, few)


def _check(kind: str, progress: Callable[[int], None]) -> Check:
    encoder_ids = engine.get_view_builder().encoder_ids
    indexed, differing = array("q"), array("q")
    found: Counter[Difference] = Counter()
    for page in get_backend().pages(kind):
        for ids in chunks(list(page), READ_TOGETHER):
            numbers = [subject_number(id) for id in ids]
            sources = read_sources(kind, numbers)
            for id, number in zip(ids, numbers, strict=True):
                source = sources.get(number)
                if source is None:
                    found[Difference.ORPHANED] += 1
                elif source.digest(encoder_ids) != page[id]:
                    found[Difference.STALE] += 1
                else:
                    continue
                differing.append(number)
            indexed.extend(numbers)
            progress(len(ids))
    matchable = np.array(matchable_ids(kind), np.int64)
    missing = np.setdiff1d(matchable, np.array(indexed, np.int64))
    if len(missing):
        found[Difference.MISSING] += len(missing)
        differing.extend(missing.tolist())
    waiting = sum(
        IndexJob.objects.filter(kind=kind, object_id__in=few).values("object_id").distinct().count()
        for few in chunks(differing.tolist(), READ_TOGETHER)
    )
    return Check(kind, len(matchable), len(indexed), found, waiting, differing)
