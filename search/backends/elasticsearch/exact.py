"""The best by the mean over slots, from lists that are each sorted by one query in one slot: Fagin's threshold idea.

Nothing here does I/O. Scores of documents that a list does not name are bounded by its last one; as long as such a
document could be among the best, its scores are asked for, or the lists must be longer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DECIMALS = 6  # float32 scores: equal up to here is a tie


@dataclass(frozen=True, slots=True)
class Nearest:
    """What one query says in one slot: id -> cosine of its best passage, and bounds for every other document."""

    slot: str
    cosines: Mapping[str, float]
    least: float  # of a document that is not named; both 0.0 if the list is whole
    most: float


def interval(
    lists: Sequence[Nearest], ids: Sequence[str], slots: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The least and the greatest score that each of these can have -> float64 [ids], float64 [ids]."""
    names = sorted({each.slot for each in lists})
    low, high = np.zeros(len(ids)), np.zeros(len(ids))
    for name in names:
        of_slot = [each for each in lists if each.slot == name]
        known = np.array([[each.cosines.get(id, each.least) for id in ids] for each in of_slot])
        most = np.array([[each.cosines.get(id, each.most) for id in ids] for each in of_slot])
        low += known.max(axis=0)
        high += most.max(axis=0)
    return low / slots, high / slots


def unseen(lists: Sequence[Nearest], slots: int) -> float:
    """The greatest score of a document that no list names."""
    best: dict[str, float] = {}
    for each in lists:
        best[each.slot] = max(best.get(each.slot, -1.0), each.most)
    return sum(best.values()) / slots


def doubtful(lists: Sequence[Nearest], size: int, slots: int, *, slack: float) -> tuple[list[str], float]:
    """Who could be among the `size` best or nearly so, and the score that the last of the best has at least."""
    ids = sorted({id for each in lists for id in each.cosines})
    low, high = interval(lists, ids, slots)
    last = float(np.partition(low, -size)[-size]) if len(ids) > size else -1.0
    return [id for id, most in zip(ids, high.tolist(), strict=True) if most >= last - slack], last


def best(lists: Sequence[Nearest], size: int, slots: int) -> dict[str, float]:
    """id -> score above zero of the `size` best, ties by id. The lists must name every score of theirs."""
    ids = sorted({id for each in lists for id in each.cosines})
    low, _ = interval(lists, ids, slots)
    scores = {
        id: score for id, raw in zip(ids, low.tolist(), strict=True) if (score := round(raw, DECIMALS)) > 0
    }
    return dict(sorted(scores.items(), key=lambda each: (-each[1], each[0]))[:size])
