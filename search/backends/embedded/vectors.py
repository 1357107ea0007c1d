"""What the vector half looks at: the vectors of all passages, their codes, and which of them a question concerns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.backends.embedded.columns import SCALE, let_go
from search.types import Matrix

# Rows of vectors that may be read before their memory is given back: 200 MB a slot with what lies around them. Reading
# them again costs a query a millisecond or two.
TAKEN = 3_000


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


def expand(first: NDArray[np.int64], rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Spans [first, first + rows) -> all their row numbers, and where each span starts among them."""
    starts = np.cumsum(rows) - rows
    return np.repeat(first - starts, rows) + np.arange(int(rows.sum()), dtype=np.int64), starts
