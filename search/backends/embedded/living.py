"""Which records count at a commit: those that tantivy names, found without asking for each where possible."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.backends.embedded.columns import BYTE, RECORD, column_path, map_column
from search.backends.embedded.commit import LexicalSnapshot

MANY = 5_000  # new records from which on asking for all is as quick


def living(
    version: Path, lexical: LexicalSnapshot, before: tuple[LexicalSnapshot, NDArray[np.int64]] | None
) -> NDArray[np.int64]:
    """Record numbers, ascending. `before`: an earlier commit of the version, and what `living` said of it.

    A commit adds records at the end; whatever they replace stood under their ids before. If as many remain as tantivy
    counts, nothing else died. Otherwise, and at the first commit seen, tantivy is asked.
    """
    count, last = lexical.count, lexical.last_record()
    if last + 1 == count:  # nothing was ever replaced
        return np.arange(count, dtype=np.int64)
    if before is not None:
        earlier, known = before
        first = int(known[-1]) + 1 if len(known) else 0
        if last >= first and last - first < MANY:
            ids = _ids(version, first, last + 1)
            gone = earlier.records_of(ids)
            found = np.union1d(np.setdiff1d(known, gone, assume_unique=True), lexical.records_of(ids))
            if len(found) == count:
                return found
    return lexical.passing(None, {}, {})


def _ids(version: Path, first: int, last: int) -> list[str]:
    """The ids under which records [first, last) were put."""
    entries = map_column(version, "records", RECORD, last)[first:]
    # Records that a killed writer left may name bytes that were never written: what they say decides nothing.
    blobs = map_column(version, "blobs", BYTE, column_path(version, "blobs").stat().st_size)
    spans = zip(entries["blob"].tolist(), entries["id"].tolist(), strict=True)
    return sorted({blobs[at : at + length].tobytes().decode("utf-8", "replace") for at, length in spans})
