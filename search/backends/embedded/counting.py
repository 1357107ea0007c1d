"""In how many passages each stem occurs: counted once, then only what a commit changed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from search.backends.embedded.contents import Contents
from search.backends.embedded.vectors import expand
from search.bags import Counts
from search.types import Frequencies

# Passages whose stems are counted at a time, so that few of them are in memory.
CHUNK = 50_000


def count_stems(
    contents: Contents, records: NDArray[np.int64], before: tuple[NDArray[np.int64], Frequencies] | None
) -> tuple[int, NDArray[np.int64]]:
    """-> how many passages these records have, and for each stem in how many of them it stands [stems].

    `before`: the records and counts of an earlier commit of the same version, whose columns still hold what is gone.
    """
    if before is not None:
        old, known = before
        gone, new = (
            np.setdiff1d(old, records, assume_unique=True),
            np.setdiff1d(records, old, assume_unique=True),
        )
        # What is gone may be cut off by a writer only if it was never named by a commit; it was.
        if (
            len(gone) + len(new) < len(records) // 4
            and isinstance(known.counts, Counts)
            and _held(contents, gone)
        ):
            passages, counts = _count(contents, new)
            less, fewer = _count(contents, gone)
            size = max(len(counts), len(fewer), len(known.counts.counts))
            total = _padded(known.counts.counts, size) + _padded(counts, size) - _padded(fewer, size)
            return known.passages + passages - less, total
    return _count(contents, records)


def _held(contents: Contents, records: NDArray[np.int64]) -> bool:
    """Whether the mapped columns reach as far as these records, which no longer count."""
    if not len(records):
        return True
    if records[-1] >= len(contents.records):
        return False
    entries = contents.records[records]
    return bool((entries["row"] + entries["rows"]).max() <= len(contents.rows))


def _count(contents: Contents, records: NDArray[np.int64]) -> tuple[int, NDArray[np.int64]]:
    rows = contents.row_numbers(records)
    counts = np.zeros(0, np.int64)
    for at in range(0, len(rows), CHUNK):
        spans = contents.rows[rows[at : at + CHUNK]]
        place, _ = expand(spans["stem"], spans["stems"].astype(np.int64))
        more = np.bincount(contents.stem_ids[place]) if len(place) else counts[:0]
        size = max(len(counts), len(more))
        counts = _padded(counts, size) + _padded(more, size)
    return len(rows), counts


def _padded(counts: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    return np.concatenate([counts, np.zeros(size - len(counts), np.int64)]) if len(counts) < size else counts
