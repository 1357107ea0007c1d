"""The vector half: an exact scan over int8 codes, re-ranked with the float32 vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from search.backends.embedded.scanning import Rough, scanned, vectors_of
from search.backends.embedded.vectors import Pool, SlotMatrix, expand
from search.types import View

# Scores are computed in float64 and equal up to here is a tie, wherever in the matrix the rows lie.
DECIMALS = 6


def nearest(
    slots: Mapping[str, SlotMatrix],
    views: Sequence[View],
    pool: Pool,
    *,
    size: int,
    rough: Rough | None = None,
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Which documents of the pool are nearest to `views`, and how near.

    -> indices into the pool and scores above zero: the `size` best and all that tie with the last, best first.
    Nothing is missed: what the codes may lose is known per row, and every document that could still be among the
    best is scored again with its float32 vectors. `rough`: of these views and this pool, if it is known.
    """
    nothing = np.empty(0, np.intp), np.empty(0, np.float64)
    queries = vectors_of(slots, views)
    if not queries or not len(pool.records) or size <= 0:
        return nothing
    keep = np.arange(len(pool.records))
    if len(keep) > size:
        keep = (rough or scanned(slots, views, pool)).might_be_best(size)
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
