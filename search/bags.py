"""Bags of stems by number: what an index holds, without a dictionary for each passage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray


class Vocabulary:
    """Stems by number. It only ever grows: whoever holds an older state of an index may use a newer vocabulary."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}

    def extend(self, names: Sequence[str]) -> None:
        """Give the next numbers to these; the caller sees to it that no two do so at once."""
        self._numbers.update(zip(names, range(len(self.names), len(self.names) + len(names)), strict=True))
        self.names.extend(names)

    def number(self, stem: str) -> int:
        """The number of a stem, -1 for an unknown one."""
        return self._numbers.get(stem, -1)


class Bags(Sequence[Mapping[str, float]]):
    """The stems of n passages: passage i has entries [starts[i], starts[i + 1])."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        stems: NDArray[np.int32],
        weights: NDArray[np.float32],
        starts: NDArray[np.int64],
    ) -> None:
        """`stems`, `weights`: [entries]; `starts`: [n + 1]."""
        self.vocabulary, self.stems, self.weights, self.starts = vocabulary, stems, weights, starts

    def __len__(self) -> int:
        return len(self.starts) - 1

    @overload
    def __getitem__(self, at: int) -> Mapping[str, float]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Mapping[str, float]]: ...
    def __getitem__(self, at: int | slice) -> Mapping[str, float] | Sequence[Mapping[str, float]]:
        if isinstance(at, slice):
            return [self._bag(i) for i in range(*at.indices(len(self)))]
        return self._bag(range(len(self))[at])

    def __iter__(self) -> Iterator[Mapping[str, float]]:
        return map(self._bag, range(len(self)))

    def of(self, rows: NDArray[np.int64]) -> Bags:
        """The bags of these passages."""
        lengths = np.diff(self.starts)[rows]
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        entries = np.repeat(self.starts[rows] - starts[:-1], lengths) + np.arange(starts[-1])
        return Bags(self.vocabulary, self.stems[entries], self.weights[entries], starts)

    def _bag(self, i: int) -> Mapping[str, float]:
        span = slice(int(self.starts[i]), int(self.starts[i + 1]))
        names = map(self.vocabulary.names.__getitem__, self.stems[span].tolist())
        return dict(zip(names, self.weights[span].tolist(), strict=True))


def joined_bags(bags: Sequence[Bags]) -> Bags:
    """Several as one; they share a vocabulary."""
    lengths = np.concatenate([np.diff(one.starts) for one in bags])
    return Bags(
        bags[0].vocabulary,
        np.concatenate([one.stems for one in bags]),
        np.concatenate([one.weights for one in bags]),
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
    )


class Counts(Mapping[str, int]):
    """stem -> in how many passages it occurs, of those that occur at all."""

    def __init__(self, vocabulary: Vocabulary, counts: NDArray[Any]) -> None:
        """`counts`: int [at most as many as there are stems]."""
        self.vocabulary, self.counts = vocabulary, counts

    def __getitem__(self, stem: str) -> int:
        number = self.vocabulary.number(stem)
        if not 0 <= number < len(self.counts) or not (count := int(self.counts[number])):
            raise KeyError(stem)
        return count

    def __iter__(self) -> Iterator[str]:
        return map(self.vocabulary.names.__getitem__, np.flatnonzero(self.counts).tolist())

    def __len__(self) -> int:
        return self._held

    @cached_property
    def _held(self) -> int:
        return int(np.count_nonzero(self.counts))
