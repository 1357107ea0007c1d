"""Taking times."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from statistics import median

import numpy as np


def milliseconds(work: Callable[[], object]) -> float:
    """How long it took, by the clock on the wall."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def each(works: Iterable[Callable[[], object]]) -> list[float]:
    """Milliseconds of each."""
    return [milliseconds(work) for work in works]


def middle(times: Sequence[float]) -> float:
    """The median."""
    return float(median(times))


def late(times: Sequence[float]) -> float:
    """The 95th percentile."""
    return float(np.percentile(times, 95))
