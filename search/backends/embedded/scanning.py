"""The first stage of the vector half: an exact scan over int8 codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from operator import is_

import numpy as np
import simsimd
from numpy.typing import NDArray

from search.backends.embedded import threads
from search.backends.embedded.vectors import Pool, SlotMatrix, quantise
from search.types import Matrix, View

# Rows whose products are taken in one call: codes and results stay in a core's cache, and the second of two query
# views finds the codes there (512 to 8192 rows measure alike).
CHUNK = 4096
# Fewer rows than this are scanned by one thread: handing them over costs as much.
ALONE = 20_000
# From this share of a stretch on, reading all of it costs no more than gathering the rows that pass: a gathered row
# costs three times a row in passing.
DENSE = 0.3
ROUNDING = 1e-5  # what float32 may add to a rough score


@dataclass(frozen=True, slots=True, eq=False)
class Rough:
    """How near each document of a pool is to these views, by the codes alone."""

    views: Sequence[View]
    pool: Pool
    scores: NDArray[np.float32]  # [documents]
    slack: float  # a score may be wrong by that much

    def answers(self, views: Sequence[View]) -> bool:
        """Whether it was made for the very same views."""
        return len(views) == len(self.views) and all(map(is_, views, self.views))

    def within(self, pool: Pool) -> Rough:
        """Of some of its documents."""
        return replace(self, pool=pool, scores=self.scores[np.searchsorted(self.pool.records, pool.records)])

    def might_be_best(self, size: int) -> NDArray[np.intp]:
        """The documents that could be among the `size` nearest."""
        # The last of the best may be that much worse than it looks, and another that much better.
        least = np.partition(self.scores, -size)[-size] - 2 * self.slack
        return np.flatnonzero(self.scores >= least)


def scanned(slots: Mapping[str, SlotMatrix], views: Sequence[View], pool: Pool) -> Rough:
    """Reads the codes of the whole pool."""
    scores = np.zeros(len(pool.records), np.float32)
    slack = ROUNDING
    for name, query in vectors_of(slots, views).items():
        codes, scales = quantise(query)
        cosines = _rough_cosines(slots[name], codes, scales["scale"], pool)
        _spread(partial(_add_best, cosines, pool.starts, scores))
        error, length = slots[name].worst
        # |q·v − q'·v'| ≤ |q − q'| |v| + |q'| |v − v'|
        slack += float(scales["error"].max()) * length
        slack += float((scales["length"] + scales["error"]).max()) * error
    return Rough(views, pool, scores, slack)


def vectors_of(slots: Mapping[str, SlotMatrix], views: Sequence[View]) -> dict[str, Matrix]:
    """slot -> float32 [views with it, d]"""
    return {
        name: np.array([view.vectors[name] for view in views if name in view.vectors], np.float32)
        for name in slots
        if any(name in view.vectors for view in views)
    }


def _rough_cosines(
    matrix: SlotMatrix, query: NDArray[np.int8], scales: NDArray[np.float32], pool: Pool
) -> NDArray[np.float32]:
    """The best cosine of each row of the pool with any query, by the codes alone -> float32 [rows]."""
    low, high = pool.stretch
    gathered = pool.row is not None and len(pool.row) < DENSE * (high - low)
    row = pool.row if gathered else None
    result = np.empty(pool.size if gathered else high - low, np.float32)
    _spread(partial(_scan, matrix, row, low, query, scales, result))
    return result if gathered or pool.row is None else result[pool.row - low]


def _spread(scan: partial[None]) -> None:
    """Let threads fill equal parts of `scan`'s last argument."""
    size = len(scan.args[-1])
    parts = threads.count() if size > ALONE else 1
    edges = [size * part // parts for part in range(parts + 1)]
    threads.spread([partial(scan, start, end) for start, end in pairwise(edges)])


def _add_best(
    cosines: NDArray[np.float32],
    starts: NDArray[np.int64],
    result: NDArray[np.float32],
    start: int,
    end: int,
) -> None:
    """The best row of each document."""
    if start < end:
        first, last = starts[start], starts[end] if end < len(starts) else len(cosines)
        result[start:end] += np.maximum.reduceat(cosines[first:last], starts[start:end] - first)


def _scan(
    matrix: SlotMatrix,
    row: NDArray[np.int32] | None,
    low: int,
    query: NDArray[np.int8],
    scales: NDArray[np.float32],
    result: NDArray[np.float32],
    start: int,
    end: int,
) -> None:
    """These rows, or all from `low` on."""
    for at in range(start, end, CHUNK):
        to = min(at + CHUNK, end)
        part = slice(low + at, low + to) if row is None else row[at:to]
        _products(matrix.codes[part], matrix.scale[part], query, scales, result[at:to])


def _products(
    codes: NDArray[np.int8],
    scale: NDArray[np.float32],
    query: NDArray[np.int8],
    scales: NDArray[np.float32],
    result: NDArray[np.float32],
) -> None:
    # Summed as whole numbers below 2²⁴, so that float32 holds them exactly.
    dots = np.asarray(simsimd.cdist(query, codes, metric="dot", out_dtype="float32"))
    if len(query) == 1:
        np.multiply(dots[0], scale, out=result)
        result *= scales[0]
    else:
        np.multiply((dots * scales[:, None]).max(axis=0), scale, out=result)
