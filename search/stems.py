"""Bags of stems as one sparse table, for cosines with inverse document frequencies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain, count, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.bags import Bags, Counts
from search.types import Frequencies

Floats = NDArray[np.float32]

# Every text says more than its words: so many stems of the rarest kind stand in each bag that no other bag shares. Long
# texts hardly notice; two titles that share nothing but "engineer" are no longer taken for near. Measured on every
# language pair (docs/benchmarks.md), where 2 and 8 do nearly the same.
UNSAID = 4


def idf(frequencies: Frequencies, stems: Sequence[str]) -> Floats:
    """float32 [len(stems)]: log(1 + passages / passages with the stem); 0 for a stem that the index has not."""
    counts = np.fromiter(map(frequencies.counts.get, stems, repeat(0)), np.float32, len(stems))
    return np.where(counts > 0, np.log1p(frequencies.passages / np.maximum(counts, 1)), 0).astype(np.float32)


def _idf_by_number(passages: int, counts: NDArray[Any], size: int) -> Floats:
    """float32 [size]: what `idf` says of the stems with these numbers."""
    table = np.zeros(size, np.float32)
    known = counts[:size].astype(np.float32)
    table[: len(known)] = np.where(known > 0, np.log1p(passages / np.maximum(known, 1)), 0)
    return table


class StemTable:
    """The stems of n passages, row by row: an array of column numbers and one of weights; no row is longer than 1."""

    def __init__(self, stems: Sequence[Mapping[str, float]], frequencies: Frequencies) -> None:
        self._frequencies = frequencies
        self._rows = len(stems)
        if (
            isinstance(stems, Bags)
            and isinstance(frequencies.counts, Counts)
            and stems.vocabulary is frequencies.counts.vocabulary
        ):
            lengths, weight = np.diff(stems.starts), stems.weights.astype(np.float32)
            self._column: NDArray[Any] = stems.stems
            self._place = stems.vocabulary.number
            self._columns = 1 + int(self._column.max(initial=-1))
            weight *= _idf_by_number(frequencies.passages, frequencies.counts.counts, self._columns)[
                self._column
            ]
        else:
            lengths = np.fromiter(map(len, stems), np.int64, len(stems))
            size = int(lengths.sum())
            columns: defaultdict[str, int] = defaultdict(count().__next__)  # a new stem gets the next number
            self._column = np.fromiter(map(columns.__getitem__, chain.from_iterable(stems)), np.int64, size)
            known = dict(columns)
            self._place = lambda stem: known.get(stem, -1)
            self._columns = len(known)
            weight = np.fromiter(chain.from_iterable(s.values() for s in stems), np.float32, size)
            weight *= idf(frequencies, list(known))[self._column]
        self._row = np.repeat(np.arange(self._rows), lengths)
        self._unsaid = UNSAID * float(np.log1p(frequencies.passages)) ** 2
        norms = np.sqrt(np.bincount(self._row, weight * weight, self._rows) + self._unsaid)
        self._weight = weight / np.maximum(norms, 1e-9)[self._row]

    def cosines(self, stems: Mapping[str, float]) -> Floats:
        """float32 [n]: the cosine of each row with this bag, what both leave unsaid included."""
        keys = list(stems)
        weights = np.fromiter(stems.values(), np.float32, len(keys)) * idf(self._frequencies, keys)
        if not weights.any() or not self._columns:
            return np.zeros(self._rows, np.float32)
        norm = np.sqrt(float(weights @ weights) + self._unsaid)
        query = np.zeros(self._columns + 1, np.float32)
        # a stem that no row has lands in the last place, which no row points at
        query[[min(place, self._columns) for place in map(self._place, keys)]] = weights / norm
        return np.bincount(self._row, self._weight * query[self._column], self._rows).astype(np.float32)
