"""One commit of one version, unchanging: what every question to the index is answered from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.backends.base import Slot, unite
from search.backends.embedded.columns import BYTE, RECORD, ROW, STEM, WEIGHT, column_types, map_column
from search.backends.embedded.commit import LexicalSnapshot
from search.backends.embedded.vectors import SlotMatrix, expand, nearest
from search.backends.embedded.vocabulary import read_vocabulary
from search.types import Candidate, Document, Frequencies, IndexedPassage, PassageBlock, Query, View

Filters = tuple[tuple[str, frozenset[str]], ...]


class Snapshot:
    """The contents of an index at one commit. Safe to share between threads."""

    def __init__(self, version: Path, slots: Mapping[str, Slot], lexical: LexicalSnapshot) -> None:
        self._version = version
        self._lexical = lexical
        live = lexical.passing(None, {}, {})
        records = map_column(version, "records", RECORD, _end(live, 1))
        # Only what a live record names may be touched: a writer may cut off the rest at any time.
        alive = records[live]
        rows = _end(alive["row"], alive["rows"])
        self._records = records
        self._rows = map_column(version, "rows", ROW, rows)
        self._blobs = map_column(version, "blobs", BYTE, _end(alive["blob"], alive["head"] + alive["body"]))
        row, _ = expand(alive["row"], alive["rows"].astype(np.int64))
        stems = _end(self._rows["stem"][row], self._rows["stems"][row])
        self._stem_ids = map_column(version, "stem_ids", STEM, stems)
        self._stem_weights = map_column(version, "stem_weights", WEIGHT, stems)
        types = column_types(slots)
        self._slots = {
            name: SlotMatrix(
                *(map_column(version, column, types[column], rows) for column in _slot_columns(name)),
            )
            for name in slots
        }
        # Bound to this snapshot, so that they go when it goes.
        self._passing = lru_cache(maxsize=64)(self._find_passing)
        self.digests = lru_cache(maxsize=8)(self._read_digests)
        self.frequencies = lru_cache(maxsize=8)(self._count_frequencies)
        self.background = lru_cache(maxsize=8)(self._sample_background)

    def search(self, query: Query) -> list[Candidate]:
        """See SearchBackend.search."""
        passing = self._passing(query.kind, _key(query.must), _key(query.must_not))
        first, rows = self._records["row"][passing], self._records["rows"][passing].astype(np.int64)
        chosen, scores = nearest(self._slots, query.views, first, rows, size=query.size)
        hits = self._lexical.score(query.tokens, query.kind, query.must, query.must_not, size=query.size)
        near = zip(passing[chosen].tolist(), scores.tolist(), strict=True)
        return unite(self._best(hits, query.size), self._best(near, query.size))

    def fetch(self, ids: Sequence[str]) -> PassageBlock:
        """See SearchBackend.fetch."""
        place = {id: number for number, id in enumerate(dict.fromkeys(ids))}
        found = (
            [(self._head(record), record) for record in self._lexical.records_of(place).tolist()]
            if place
            else []
        )
        found.sort(key=lambda pair: place[pair[0][0]])
        return self._block([head for head, _ in found], np.array([record for _, record in found], np.int64))

    def documents(self, ids: Sequence[str]) -> list[Document]:
        """Whole documents as they were put (weights as float32), to carry them into another version."""
        result = []
        for record in self._lexical.records_of(ids).tolist():
            id, kind, digest, filters, _ = head = self._head(record)
            block = self._block([head], np.array([record], np.int64))
            entry = self._records[record]
            tokens = json.loads(self._blob(entry["blob"] + entry["head"], entry["body"]))
            passages = tuple(
                IndexedPassage(
                    key,
                    View(
                        language=block.languages[number],
                        vectors={name: matrix[number] for name, matrix in block.vectors.items()},
                        stems=block.stems[number],
                        tokens=tuple(tokens[number]),
                    ),
                )
                for number, key in enumerate(block.keys)
            )
            filters = {name: tuple(values) for name, values in filters.items()}
            result.append(Document(id=id, kind=kind, passages=passages, filters=filters, digest=digest))
        return result

    @cached_property
    def _vocabulary(self) -> list[str]:
        return read_vocabulary(self._version)

    def _find_passing(self, kind: str, must: Filters, must_not: Filters) -> NDArray[np.int64]:
        return self._lexical.passing(kind, dict(must), dict(must_not))

    def _read_digests(self, kind: str) -> Mapping[str, str]:
        heads = map(self._head, self._passing(kind, (), ()).tolist())
        return MappingProxyType({head[0]: head[2] for head in heads})  # shared by all who ask

    def _count_frequencies(self, kind: str) -> Frequencies:
        rows = self._rows_of(self._passing(kind, (), ()))
        spans = self._rows[rows]
        stems, _ = expand(spans["stem"], spans["stems"].astype(np.int64))
        counts = np.bincount(self._stem_ids[stems]) if len(stems) else np.empty(0, np.int64)
        held = np.flatnonzero(counts)
        names = map(self._vocabulary.__getitem__, held.tolist())
        return Frequencies(len(rows), dict(zip(names, counts[held].tolist(), strict=True)))

    def _sample_background(self, kind: str, language: str, size: int) -> PassageBlock:
        passing = self._passing(kind, (), ())
        entries = self._records[passing]
        matches = self._rows["language"][self._rows_of(passing)] == language.encode()
        owners = np.repeat(np.arange(len(passing)), entries["rows"])
        holders = np.unique(owners[matches])
        chosen = holders[np.argsort(entries["sample"][holders], kind="stable")][:size]
        return self._block([self._head(record) for record in passing[chosen].tolist()], passing[chosen])

    def _block(self, heads: Sequence[list[Any]], records: NDArray[np.int64]) -> PassageBlock:
        rows = self._rows_of(records)
        spans = self._rows[rows]
        stems, starts = expand(spans["stem"], spans["stems"].astype(np.int64))
        names = list(map(self._vocabulary.__getitem__, self._stem_ids[stems].tolist()))
        weights = self._stem_weights[stems].tolist()
        bounds = [*starts.tolist(), len(names)]
        return PassageBlock(
            owners=[head[0] for head in heads for _ in head[4]],
            keys=[key for head in heads for key in head[4]],
            languages=[language.decode() for language in spans["language"].tolist()],
            vectors={name: slot.vectors[rows] for name, slot in self._slots.items()},
            stems=[
                dict(zip(names[start:end], weights[start:end], strict=True))
                for start, end in pairwise(bounds)
            ],
        )

    def _rows_of(self, records: NDArray[np.int64]) -> NDArray[np.int64]:
        entries = self._records[records]
        return expand(entries["row"], entries["rows"].astype(np.int64))[0]

    def _best(self, scores: Any, size: int) -> dict[str, float]:
        """(record, score), best first and perhaps more than `size` of them -> id -> score; ids decide ties."""
        named = [(self._head(record)[0], score) for record, score in scores]
        return dict(sorted(named, key=lambda pair: (-pair[1], pair[0]))[:size])

    def _head(self, record: int) -> list[Any]:
        """[id, kind, digest, filters, passage keys] of a record."""
        entry = self._records[record]
        head: list[Any] = json.loads(self._blob(entry["blob"], entry["head"]))
        return head

    def _blob(self, at: int, length: int) -> bytes:
        return self._blobs[at : at + length].tobytes()


def _slot_columns(name: str) -> tuple[str, str, str]:
    return f"{name}.vectors", f"{name}.codes", f"{name}.scales"


def _end(first: NDArray[Any], length: NDArray[Any] | int) -> int:
    """Where the last of these spans ends."""
    return int((first + length).max()) if len(first) else 0


def _key(filters: Mapping[str, frozenset[str]]) -> Filters:
    return tuple(sorted((name, frozenset(values)) for name, values in filters.items()))
