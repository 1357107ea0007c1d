"""Small counts that could tell of somebody are left out of tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

FEWEST = 5  # people; the statistics publish no smaller group either

Key = TypeVar("Key")


def suppressed(counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """One column of a table: None stands for what is not told. Nobody is no secret.

    A single small count could be had by subtracting the others from a total that is known elsewhere, so the smallest
    of the others goes with it.
    """
    small = {key for key, count in counts.items() if 0 < count < FEWEST}
    others = [key for key, count in counts.items() if count >= FEWEST]
    if len(small) == 1 and others:
        small.add(min(others, key=lambda key: counts[key]))
    return {key: None if key in small else count for key, count in counts.items()}
