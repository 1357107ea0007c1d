"""The vector half: an exact scan over int8 codes, re-ranked with the float32 vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise
from typing import Any

import numpy as np
import simsimd
from numpy.typing import NDArray

from search.backends.embedded import threads
from search.backends.embedded.columns import SCALE, let_go
from search.types import Matrix, View

# Rows whose products are taken in one call: codes and results stay in a core's cache, and the second of two query
# views finds the codes there (512 to 8192 rows measure alike).
CHUNK = 4096
# Fewer rows than this are scanned by one thread: handing them over costs as much.
ALONE = 20_000
# From this share of a stretch on, reading all of it costs no more than gathering the rows that pass: a gathered row
# costs three times a row in passing.
DENSE = 0.3
# Rows of vectors that may be read before their memory is given back: some hundred megabytes with what lies around them.
# Reading them again costs a query a millisecond or two.
TAKEN = 8_000
# Scores are computed in float64 and equal up to here is a tie, wherever in the matrix the rows lie.
DECIMALS = 6
ROUNDING = 1e-5  # what float32 may add to a rough score


def quantise(vectors: Matrix) -> tuple[NDArray[np.int8], NDArray[Any]]:
    """float32 [n, d] -> int8 codes [n, d] and per row its scale, the length of what the codes lose, and its own."""
    largest = np.abs(vectors).max(axis=1, initial=0.0)
    scale = np.where(largest > 0, largest / 127, 1.0).astype(np.float32)
    codes = np.rint(vectors / scale[:, None]).astype(np.int8)
    scales = np.empty(len(vectors), SCALE)
    scales["scale"] = scale
    scales["error"] = np.linalg.norm(vectors - codes * scale[:, None], axis=1)
    scales["length"] = np.linalg.norm(vectors, axis=1)
    return codes, scales


class SlotMatrix:
    """One slot of all passages: row i of each belongs to passage i."""

    def __init__(self, vectors: Matrix, codes: NDArray[np.int8], scales: NDArray[Any]) -> None:
        """`vectors`, `codes`: [n, d]; `scales`: [n] of SCALE."""
        self.vectors, self.codes = vectors, codes
        self.scales = scales
        self._taken = 0

    def take(self, row: NDArray[np.int64]) -> Matrix:
        """float32 [len(row), d]: these rows, copied.

        The system maps 64 KB around each row that is touched, so that after some queries all vectors, the largest part
        of the index, would count as memory of this process: what was read is given back now and then.
        """
        found = self.vectors[row]
        self._taken += len(row)
        if self._taken > TAKEN:
            self._taken = 0
            let_go(self.vectors)
        return found

    @cached_property
    def scale(self) -> NDArray[np.float32]:
        """[n], one after the other in memory."""
        return np.ascontiguousarray(self.scales["scale"]) if len(self.scales) else np.empty(0, np.float32)

    @cached_property
    def worst(self) -> tuple[float, float]:
        """The greatest loss of any row's codes, and the greatest length of any row."""
        if not len(self.scales):
            return 0.0, 0.0
        return float(self.scales["error"].max()), float(self.scales["length"].max())


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """The documents that are compared, and where their passages lie."""

    records: NDArray[np.int64]  # [n] their record numbers; each has a passage
    first: NDArray[np.int64]  # [n] its first row
    rows: NDArray[np.int64]  # [n] how many
    starts: NDArray[np.int64]  # [n] where it begins among all rows of the pool
    stretch: tuple[int, int]  # all rows lie in [from, to)
    row: NDArray[np.int32] | None  # all rows, ascending with the records; None: the whole stretch

    @classmethod
    def of(cls, records: NDArray[np.int64], entries: NDArray[Any]) -> Pool:
        """`entries`: of RECORD, one for each of `records`."""
        filled = entries["rows"] > 0
        records, first = records[filled], entries["row"][filled]
        rows = entries["rows"][filled].astype(np.int64)
        row, starts = expand(first, rows)
        low, high = (int(first.min()), int((first + rows).max())) if len(first) else (0, 0)
        whole = len(row) == high - low and bool(np.all(first[1:] > first[:-1]))
        return cls(records, first, rows, starts, (low, high), None if whole else row.astype(np.int32))

    @property
    def size(self) -> int:
        """How many rows."""
        return self.stretch[1] - self.stretch[0] if self.row is None else len(self.row)


def nearest(
    slots: Mapping[str, SlotMatrix], views: Sequence[View], pool: Pool, *, size: int
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Which documents of the pool are nearest to `views`, and how near.

    -> indices into the pool and scores above zero: the `size` best and all that tie with the last, best first.
    Nothing is missed: what the codes may lose is known per row, and every document that could still be among the
    best is scored again with its float32 vectors.
    """
    nothing = np.empty(0, np.intp), np.empty(0, np.float64)
    queries = {
        name: np.array([view.vectors[name] for view in views if name in view.vectors], np.float32)
        for name in slots
        if any(name in view.vectors for view in views)
    }
    if not queries or not len(pool.records) or size <= 0:
        return nothing
    keep = np.arange(len(pool.records))
    if len(keep) > size:
        keep = keep[_might_be_best(slots, queries, pool, size)]
    row, starts = expand(pool.first[keep], pool.rows[keep])
    exact = np.zeros(len(keep))
    for name, query in queries.items():
        cosines = slots[name].take(row).astype(np.float64) @ query.astype(np.float64).T
        exact += np.maximum.reduceat(cosines.max(axis=1), starts)
    exact = np.round(exact / len(queries), DECIMALS)
    order = np.argsort(-exact, kind="stable")
    if len(order) > size:
        order = order[exact[order] >= exact[order[size - 1]]]
    order = order[exact[order] > 0]
    return keep[order], exact[order]


def _might_be_best(
    slots: Mapping[str, SlotMatrix], queries: Mapping[str, Matrix], pool: Pool, size: int
) -> NDArray[np.bool_]:
    """By the codes alone: which of these documents could be among the `size` nearest -> bool [documents]."""
    rough = np.zeros(len(pool.records), np.float32)
    slack = ROUNDING
    for name, query in queries.items():
        codes, scales = quantise(query)
        cosines = _rough_cosines(slots[name], codes, scales["scale"], pool)
        _spread(partial(_add_best, cosines, pool.starts, rough))
        error, length = slots[name].worst
        # |q·v − q'·v'| ≤ |q − q'| |v| + |q'| |v − v'|
        slack += float(scales["error"].max()) * length
        slack += float((scales["length"] + scales["error"]).max()) * error
    # The last of the best may be that much worse than it looks, and another that much better.
    return rough >= np.partition(rough, -size)[-size] - 2 * slack


def expand(first: NDArray[np.int64], rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Spans [first, first + rows) -> all their row numbers, and where each span starts among them."""
    starts = np.cumsum(rows) - rows
    return np.repeat(first - starts, rows) + np.arange(int(rows.sum()), dtype=np.int64), starts


def _rough_cosines(
    matrix: SlotMatrix, query: NDArray[np.int8], scales: NDArray[np.float32], pool: Pool
) -> NDArray[np.float32]:
    """The best cosine of each row of the pool with any query, by the codes alone -> float32 [rows]."""
    low, high = pool.stretch
    if pool.row is None or len(pool.row) >= DENSE * (high - low):
        result = np.empty(high - low, np.float32)
        _spread(partial(_scan, matrix.codes[low:high], matrix.scale[low:high], query, scales, result))
        return result if pool.row is None else result[pool.row - low]
    result = np.empty(len(pool.row), np.float32)
    _spread(partial(_gather, matrix, pool.row, query, scales, result))
    return result


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
    codes: NDArray[np.int8],
    scale: NDArray[np.float32],
    query: NDArray[np.int8],
    scales: NDArray[np.float32],
    result: NDArray[np.float32],
    start: int,
    end: int,
) -> None:
    for at in range(start, end, CHUNK):
        to = min(at + CHUNK, end)
        _products(codes[at:to], scale[at:to], query, scales, result[at:to])


def _gather(
    matrix: SlotMatrix,
    row: NDArray[np.int32],
    query: NDArray[np.int8],
    scales: NDArray[np.float32],
    result: NDArray[np.float32],
    start: int,
    end: int,
) -> None:
    for at in range(start, end, CHUNK):
        to = min(at + CHUNK, end)
        part = row[at:to]
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
