"""From passages to documents: versions of one source merged, the best averaged, surroundings weighted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import count

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

BEST = 3  # passages that are averaged; better than one, all, or their concatenation on every set measured
# What a passage that somebody lacks counts beside one that is there: one paper alone may be near by chance, so a person
# known by fewer than BEST of them is taken for half as many average ones more. Whoever wrote of themselves lacks none:
# a biography speaks of the whole of a work. Measured on both sets of people with papers alone (docs/benchmarks.md).
LACKING = 0.5
PAPER = "publication"  # first part of the key of such passages


def sources_of(owners: Sequence[str], keys: Sequence[str]) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """[n] number of the passage's document, [n] number of its source: versions in two languages share one."""
    documents: defaultdict[str, int] = defaultdict(count().__next__)
    sources: defaultdict[tuple[str, str], int] = defaultdict(count().__next__)
    n = len(keys)
    return (
        np.fromiter(map(documents.__getitem__, owners), np.int64, n),
        np.fromiter(map(sources.__getitem__, zip(owners, keys, strict=True)), np.int64, n),
    )


def lacking(owners: NDArray[np.int_], sources: NDArray[np.int_], keys: Sequence[str]) -> Floats:
    """[documents]: how many of BEST papers a document lacks that consists of papers alone; 0 for every other."""
    papers = np.fromiter((key.partition(":")[0] == PAPER for key in keys), bool, len(keys))
    _, first = np.unique(sources, return_index=True)
    counts = np.bincount(owners[first])
    alone = np.bincount(owners, ~papers, len(counts)) == 0
    return np.where(alone, np.maximum(BEST - counts, 0), 0).astype(np.float32)


def best_mean(
    values: Floats, owners: NDArray[np.int_], sources: NDArray[np.int_], *, short: Floats, chance: Floats
) -> Floats:
    """[r, n] -> [r, documents]: of each source the better version, of each document the mean of its best sources.

    `short` [documents]: what `lacking` says; `chance` [r]: the value of an average passage, which stands for those.
    """
    order = np.argsort(sources, kind="stable")
    starts = np.flatnonzero(np.diff(sources[order], prepend=-1))
    better = np.maximum.reduceat(values[:, order], starts, axis=1)  # [r, sources]
    owner = owners[order][starts]
    by_owner = np.argsort(owner, kind="stable")
    owner, better = owner[by_owner], better[:, by_owner]
    counts = np.bincount(owner)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    table = np.full((len(values), len(counts), int(counts.max())), -np.inf, np.float32)
    table[:, owner, place] = better
    best = -np.sort(-table, axis=2)[:, :, :BEST]
    padding = LACKING * short
    sums = np.where(np.isfinite(best), best, 0).sum(2) + chance[:, None] * padding
    mean: Floats = (sums / (np.minimum(counts, BEST) + padding)).astype(np.float32)
    return mean


def weighted_mean(
    values: Floats, weights: Floats, owners: NDArray[np.int_], sources: NDArray[np.int_]
) -> Floats:
    """[n] values of opening passages -> [documents]: of each source the better version, averaged by weight."""
    numbers, first, source = np.unique(sources, return_index=True, return_inverse=True)
    better = np.full(len(numbers), -np.inf, np.float32)
    np.maximum.at(better, source, values)
    owner, weight = owners[first], weights[first]
    mean = np.bincount(owner, better * weight) / np.bincount(owner, weight)
    return mean.astype(np.float32)
