"""The vector half: an exact scan over int8 codes, re-ranked with the float32 vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.backends.embedded.columns import SCALE
from search.types import Matrix, View

# Rows decoded at a time: what fits a core's cache (512 floats × 2048 rows = 4 MB).
CHUNK = 2048
# Scores are computed in float64 and equal up to here is a tie, wherever in the matrix the rows lie.
DECIMALS = 6


def quantise(vectors: Matrix) -> tuple[NDArray[np.int8], NDArray[Any]]:
    """float32 [n, d] -> int8 codes [n, d] and per row its scale and the length of what the codes lose."""
    largest = np.abs(vectors).max(axis=1, initial=0.0)
    scale = np.where(largest > 0, largest / 127, 1.0).astype(np.float32)
    codes = np.rint(vectors / scale[:, None]).astype(np.int8)
    scales = np.empty(len(vectors), SCALE)
    scales["scale"] = scale
    scales["error"] = np.linalg.norm(vectors - codes * scale[:, None], axis=1)
    return codes, scales


@dataclass(frozen=True, slots=True, eq=False)
class SlotMatrix:
    """One slot of all passages: row i of each belongs to passage i."""

    vectors: Matrix  # [n, d]
    codes: NDArray[np.int8]  # [n, d]
    scales: NDArray[Any]  # [n] of SCALE


def nearest(
    slots: Mapping[str, SlotMatrix],
    views: Sequence[View],
    first: NDArray[np.int64],
    rows: NDArray[np.int64],
    *,
    size: int,
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Which of the documents [first, first + rows) are nearest to `views`, and how near.

    -> indices into `first` and scores above zero: the `size` best and all that tie with the last, best first.
    Nothing is missed: what the codes may lose is known per row, and every document that could still be among the
    best is scored again with its float32 vectors.
    """
    nothing = np.empty(0, np.intp), np.empty(0, np.float64)
    queries = {
        name: np.array([view.vectors[name] for view in views if name in view.vectors], np.float32)
        for name in slots
        if any(name in view.vectors for view in views)
    }
    filled = np.flatnonzero(rows > 0)
    if not queries or not len(filled) or size <= 0:
        return nothing
    keep = (
        filled
        if len(filled) <= size
        else filled[_might_be_best(slots, queries, first[filled], rows[filled], size)]
    )
    row, starts = expand(first[keep], rows[keep])
    exact = np.zeros(len(keep))
    for name, query in queries.items():
        cosines = slots[name].vectors[row].astype(np.float64) @ query.astype(np.float64).T
        exact += np.maximum.reduceat(cosines.max(axis=1), starts)
    exact = np.round(exact / len(queries), DECIMALS)
    order = np.argsort(-exact, kind="stable")
    if len(order) > size:
        order = order[exact[order] >= exact[order[size - 1]]]
    order = order[exact[order] > 0]
    return keep[order], exact[order]


def _might_be_best(
    slots: Mapping[str, SlotMatrix],
    queries: Mapping[str, Matrix],
    first: NDArray[np.int64],
    rows: NDArray[np.int64],
    size: int,
) -> NDArray[np.bool_]:
    """By the codes alone: which of these documents could be among the `size` nearest -> bool [len(first)]."""
    row, starts = expand(first, rows)
    rough = np.zeros(len(first))
    slack = 1e-5  # float32 sums
    for name, query in queries.items():
        matrix = slots[name]
        rough += np.maximum.reduceat(_rough_cosines(matrix, row, query), starts) / len(queries)
        length = float(np.linalg.norm(query, axis=1).max())
        slack += length * float(matrix.scales["error"][row].max()) / len(queries)
    # The last of the best may be that much worse than it looks, and another that much better.
    return rough >= np.partition(rough, -size)[-size] - 2 * slack


def expand(first: NDArray[np.int64], rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Spans [first, first + rows) -> all their row numbers, and where each span starts among them."""
    starts = np.cumsum(rows) - rows
    return np.repeat(first - starts, rows) + np.arange(int(rows.sum()), dtype=np.int64), starts


def _rough_cosines(matrix: SlotMatrix, row: NDArray[np.int64], query: Matrix) -> NDArray[np.float32]:
    """The best cosine of each of these rows with any query -> float32 [len(row)], off by at most the rows' errors."""
    result = np.empty(len(row), np.float32)
    for at in range(0, len(row), CHUNK):
        part = row[at : at + CHUNK]
        end = part[-1] + 1
        whole = end - part[0] == len(part)  # a slice needs no copy
        codes = matrix.codes[part[0] : end] if whole else matrix.codes[part]
        result[at : at + CHUNK] = (codes.astype(np.float32) @ query.T).max(axis=1)
    result *= matrix.scales["scale"][row]
    return result
