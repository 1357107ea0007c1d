"""How much a list shows of people who merit it equally, and whether a gap between groups is more than chance.

Exposure of a place is 1 / log2(1 + rank), as in discounted cumulative gain: the second place is worth .63 of the first,
the tenth .29. Divided by the mean of those of equal merit in the same list, it is 1 for somebody shown as much as their
equals. A person counts once, however many lists they are in; the ratio of the worst and the best shown group is held
against the same ratio when the groups are dealt out at random.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log2

import numpy as np
from numpy.typing import NDArray

SHUFFLES = 2000
SMALLEST = 5  # people; a smaller group says more of them than of the ranking, and is not shown
# Of a hundred rankings without bias one shows such a gap: a report holds about a dozen comparisons.
BY_CHANCE = 0.01
INTERVAL = (2.5, 97.5)  # percentiles


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list has one of those who merit it equally. `rank` None: not in it."""

    list: str
    person: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """People of equal merit who have something in common; exposure 1 is the average."""

    name: str
    people: int
    exposure: float


@dataclass(frozen=True, slots=True)
class Gap:
    """One way to group people. `ratio`: worst ÷ best group; None where fewer than two groups are large enough."""

    by: str
    groups: tuple[Group, ...]
    ratio: float | None = None
    interval: tuple[float, float] | None = None  # of the ratio: 95 %, people drawn again with replacement
    chance: float | None = None  # the share of random groupings with a ratio as low
    left_out: int = 0  # groups that are too small to be shown

    @property
    def exceeds_chance(self) -> bool:
        return self.chance is not None and self.chance < BY_CHANCE


def exposure(rank: int | None) -> float:
    """What a place is worth: 1 for the first, 0 for none."""
    return 0.0 if rank is None else 1 / log2(1 + rank)


def shares(places: Iterable[Place]) -> dict[str, float]:
    """person -> exposure relative to their equals, averaged over their lists. A list with one of them says nothing."""
    by_list: dict[str, list[Place]] = {}
    for place in places:
        by_list.setdefault(place.list, []).append(place)
    found: dict[str, list[float]] = {}
    for equals in by_list.values():
        worth = [exposure(place.rank) for place in equals]
        usual = sum(worth) / len(worth)
        if len(equals) > 1 and usual:
            for place, value in zip(equals, worth, strict=True):
                found.setdefault(place.person, []).append(value / usual)
    return {person: sum(values) / len(values) for person, values in sorted(found.items())}


def gap(by: str, shown: Mapping[str, float], group_of: Mapping[str, str], *, seed: int = 0) -> Gap:
    """`shown`: see `shares`; whoever is not in `group_of` is left out."""
    people = [person for person in shown if person in group_of]
    sizes: dict[str, int] = {}
    for person in people:
        sizes[group_of[person]] = sizes.get(group_of[person], 0) + 1
    kept = sorted(name for name, size in sizes.items() if size >= SMALLEST)
    left_out = len(sizes) - len(kept)
    people = [person for person in people if group_of[person] in kept]
    values = np.array([shown[person] for person in people])
    labels = np.array([kept.index(group_of[person]) for person in people], np.int_)
    groups = tuple(
        Group(name, sizes[name], round(float(values[labels == i].mean()), 4)) for i, name in enumerate(kept)
    )
    if len(kept) < 2:
        return Gap(by, groups, left_out=left_out)
    draw, n = np.random.default_rng(seed), len(kept)
    ratio = _ratio(values, labels, n)
    shuffled = np.array([_ratio(values, draw.permutation(labels), n) for _ in range(SHUFFLES)])
    again = [_ratio(values[rows], labels[rows], n) for rows in _drawn_again(labels, n, draw)]
    low, high = np.percentile(again, INTERVAL)
    return Gap(
        by,
        groups,
        ratio=round(ratio, 4),
        interval=(round(float(low), 4), round(float(high), 4)),
        # The grouping as it is counts as one of the random ones, so that the share is never 0.
        chance=round((1 + int((shuffled <= ratio + 1e-12).sum())) / (1 + SHUFFLES), 4),
        left_out=left_out,
    )


def _ratio(values: NDArray[np.float64], labels: NDArray[np.int_], n: int) -> float:
    means = np.bincount(labels, values, n) / np.bincount(labels, minlength=n)
    return float(means.min() / means.max()) if means.max() else 1.0


def _drawn_again(labels: NDArray[np.int_], n: int, draw: np.random.Generator) -> Iterable[NDArray[np.int_]]:
    """Rows of as many people, drawn within each group, so that none is empty."""
    members = [np.flatnonzero(labels == i) for i in range(n)]
    for _ in range(SHUFFLES):
        yield np.concatenate([draw.choice(rows, len(rows)) for rows in members])
