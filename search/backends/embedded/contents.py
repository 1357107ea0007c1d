"""What the columns of a version hold at one commit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.backends.base import Slot
from search.backends.embedded.columns import (
    BYTE,
    NUMBER,
    RECORD,
    ROW,
    TEXTS,
    WEIGHT,
    column_types,
    map_column,
)
from search.backends.embedded.described import read_body, read_head
from search.backends.embedded.vectors import SlotMatrix, expand
from search.backends.embedded.vocabulary import FILTERS, STEMS, VocabularyReader
from search.bags import Bags, Vocabulary
from search.types import Document, IndexedPassage, PassageBlock, View


class Words:
    """The vocabularies of a version, which all its commits share."""

    def __init__(self, version: Path) -> None:
        self._stems, self._filters = VocabularyReader(version, STEMS), VocabularyReader(version, FILTERS)

    def refresh(self) -> None:
        """Read what was added since; one thread at a time."""
        self._stems.refresh()
        self._filters.refresh()

    @property
    def stems(self) -> Vocabulary:
        return self._stems.words

    @property
    def filters(self) -> Vocabulary:
        return self._filters.words


class Contents:
    """The mapped columns, as far as living records name them: a writer may cut off the rest at any time."""

    def __init__(
        self, version: Path, slots: Mapping[str, Slot], live: NDArray[np.int64], words: Words
    ) -> None:
        """`live`: the numbers of the records that count, ascending. IndexUnavailable if something is missing."""
        self._words = words
        self.records = map_column(version, "records", RECORD, int(live[-1]) + 1 if len(live) else 0)
        alive = self.records[live]
        rows = end(alive["row"], alive["rows"])
        self.rows = map_column(version, "rows", ROW, rows)
        self._blobs = map_column(
            version, "blobs", BYTE, end(alive["blob"], sum(alive[name] for name in TEXTS))
        )
        self.filter_ids = map_column(version, "filter_ids", NUMBER, end(alive["filter"], alive["filters"]))
        # Passages are written in the order of their stems, so the last row names the last of them.
        last = self.rows[-1:]
        stems = end(last["stem"], last["stems"])
        self.stem_ids = map_column(version, "stem_ids", NUMBER, stems)
        self.stem_weights = map_column(version, "stem_weights", WEIGHT, stems)
        types = column_types(slots)
        self.slots = {
            name: SlotMatrix(
                *(map_column(version, column, types[column], rows) for column in _columns_of(name))
            )
            for name in slots
        }

    def ids(self, records: Sequence[int]) -> list[str]:
        """The ids of the documents of these records."""
        entries = self.records[list(records)] if len(records) else self.records[:0]
        spans = zip(entries["blob"].tolist(), entries["id"].tolist(), strict=True)
        return [self._blobs[at : at + length].tobytes().decode() for at, length in spans]

    def digests(self, records: Sequence[int]) -> list[str]:
        """The digests of the documents of these records."""
        return [data.decode() for data in self.texts("digest", records)]

    def texts(self, name: str, records: Sequence[int] | NDArray[np.int64]) -> list[bytes]:
        """One of TEXTS of each of these records."""
        entries = self.records[np.asarray(records, np.int64)]
        at = entries["blob"].copy()
        for earlier in TEXTS[: TEXTS.index(name)]:
            at += entries[earlier]
        spans = zip(at.tolist(), entries[name].tolist(), strict=True)
        return [self._blobs[start : start + length].tobytes() for start, length in spans]

    def row_numbers(self, records: NDArray[np.int64]) -> NDArray[np.int64]:
        """The rows of the passages of these records, one after the other."""
        entries = self.records[records]
        return expand(entries["row"], entries["rows"].astype(np.int64))[0]

    def bags(self, rows: NDArray[np.int64]) -> Bags:
        """The stems of these passages. IndexError if one of them has no name."""
        spans = self.rows[rows]
        place, starts = expand(spans["stem"], spans["stems"].astype(np.int64))
        stems = self.stem_ids[place]
        vocabulary = self._words.stems
        if len(stems) and int(stems.max()) >= len(vocabulary.names):
            raise IndexError(f"{STEMS} is too short")
        return Bags(vocabulary, stems, self.stem_weights[place], np.append(starts, len(place)))

    def block(self, records: NDArray[np.int64]) -> PassageBlock:
        """All passages of these records, in order."""
        rows = self.row_numbers(records)
        keys = [read_head(head)[2] for head in self.texts("head", records)]
        return PassageBlock(
            owners=[id for id, own in zip(self.ids(records.tolist()), keys, strict=True) for _ in own],
            keys=[key for own in keys for key in own],
            languages=[language.decode() for language in self.rows["language"][rows].tolist()],
            vectors={name: slot.take(rows) for name, slot in self.slots.items()},
            stems=self.bags(rows),
        )

    def documents(self, records: NDArray[np.int64]) -> list[Document]:
        """Whole documents as they were put (weights as float32)."""
        result = []
        texts = zip(*(self.texts(name, records) for name in TEXTS), strict=True)
        for record, (id, digest, head, body) in zip(records.tolist(), texts, strict=True):
            block = self.block(np.array([record], np.int64))
            kind, filters, keys = read_head(head)
            passages = tuple(
                IndexedPassage(key, _view(block, number, tokens))
                for number, (key, tokens) in enumerate(zip(keys, read_body(body, len(keys)), strict=True))
            )
            result.append(Document(id.decode(), kind, passages, filters, digest.decode()))
        return result


def _view(block: PassageBlock, number: int, tokens: tuple[str, ...]) -> View:
    return View(
        language=block.languages[number],
        vectors={name: matrix[number] for name, matrix in block.vectors.items()},
        stems=block.stems[number],
        tokens=tokens,
    )


def _columns_of(slot: str) -> tuple[str, str, str]:
    return f"{slot}.vectors", f"{slot}.codes", f"{slot}.scales"


def end(first: NDArray[Any], length: NDArray[Any] | int) -> int:
    """Where the last of these spans ends."""
    return int((first + length).max()) if len(first) else 0
