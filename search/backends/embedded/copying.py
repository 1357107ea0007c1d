"""Documents from one version into another as bytes: nothing of them is made anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.backends.embedded.columns import TEXTS
from search.backends.embedded.contents import Contents, Words
from search.backends.embedded.vectors import expand
from search.backends.embedded.vocabulary import VocabularyWriter
from search.backends.embedded.writer import VersionWriter, full_disk


class Copier:
    """Copies records of one commit into a version that is being written."""

    def __init__(
        self, contents: Contents, words: Words, records: NDArray[np.int64], writer: VersionWriter
    ) -> None:
        """`records`: those that may be copied."""
        self._contents, self._words, self._writer = contents, words, writer
        self._records = dict(zip(contents.ids(records.tolist()), records.tolist(), strict=True))
        self._stems = _Renumbering(words.stems.names, writer.stems)
        self._filters = _Renumbering(words.filters.names, writer.filters)

    def copy(self, digests: Mapping[str, str]) -> set[str]:
        """Copy those of these documents (id -> digest) that are there with this digest -> their ids."""
        known = {id: record for id in digests if (record := self._records.get(id)) is not None}
        found = self._contents.digests(list(known.values()))
        same = [id for id, digest in zip(known, found, strict=True) if digest == digests[id]]
        if same:
            self._copy(np.array([known[id] for id in same], np.int64))
        return set(same)

    def _copy(self, records: NDArray[np.int64]) -> None:
        contents, columns = self._contents, self._writer.columns
        entries = contents.records[records].copy()
        place, _ = expand(entries["filter"], entries["filters"].astype(np.int64))
        filters = self._filters.of(contents.filter_ids[place])
        texts = list(zip(*(contents.texts(name, records) for name in TEXTS), strict=True))
        with full_disk():
            spans: dict[str, Any] = {
                "sample": entries["sample"],
                "rows": entries["rows"],
                "filters": entries["filters"],
            }
            spans["row"] = columns["rows"].count + _before(entries["rows"])
            spans["filter"] = columns["filter_ids"].count + _before(entries["filters"])
            self._copy_rows(contents.row_numbers(records))
            columns["filter_ids"].append(filters)
            numbers = self._writer.append_records(spans, texts)
        names = list(map(self._words.filters.names.__getitem__, contents.filter_ids[place].tolist()))
        ends = np.cumsum(entries["filters"]).tolist()
        for number, at, size, (id, _, _, body) in zip(
            numbers, ends, entries["filters"].tolist(), texts, strict=True
        ):
            self._writer.lexical.put(id.decode(), names[at - size : at], body.decode(), record=number)

    def _copy_rows(self, row: NDArray[np.int64]) -> None:
        contents, columns = self._contents, self._writer.columns
        rows = contents.rows[row].copy()
        place, starts = expand(rows["stem"], rows["stems"].astype(np.int64))
        rows["stem"] = columns["stem_ids"].count + starts
        columns["stem_ids"].append(self._stems.of(contents.stem_ids[place]))
        columns["stem_weights"].append(contents.stem_weights[place])
        columns["rows"].append(rows)
        for name, slot in contents.slots.items():
            columns[f"{name}.vectors"].append(slot.take(row))
            columns[f"{name}.codes"].append(slot.codes[row])
            columns[f"{name}.scales"].append(slot.scales[row])


class _Renumbering:
    """The numbers that words of one version have in another; words that nothing uses any more are left behind."""

    def __init__(self, names: Sequence[str], writer: VocabularyWriter) -> None:
        self._names, self._writer = names, writer
        self._new = np.full(len(names), -1, "<i4")

    def of(self, numbers: NDArray[np.int32]) -> NDArray[np.int32]:
        """IndexError for a number that no word has."""
        new = self._new[numbers]
        for number in np.unique(numbers[new < 0]).tolist():
            self._new[number] = self._writer.number(self._names[number])
        return self._new[numbers]


def _before(lengths: NDArray[np.int32]) -> NDArray[np.int64]:
    """How much lies before each of these, one after the other."""
    sizes = lengths.astype(np.int64)
    return np.cumsum(sizes) - sizes
