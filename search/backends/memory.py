"""The exact twin of every index: plain loops over plain dictionaries. For tests, and as the definition of right."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Self

import numpy as np
from numpy.typing import NDArray

from search.backends.base import Construction, Slot, check_document, sample_rank, telling, unite
from search.types import Candidate, Document, Frequencies, PassageBlock, Query, View

# BM25 as Lucene and tantivy have it.
K1, B = 1.2, 0.75


class MemoryBackend:
    """An index in this process' memory, gone with it."""

    def __init__(self, *, slots: Mapping[str, Slot]) -> None:
        self.slots = dict(slots)
        self._documents: dict[str, Document] = {}
        self._touched: set[str] | None = None  # ids changed while a rebuild runs

    @classmethod
    def from_settings(cls, slots: Mapping[str, Slot]) -> Self:
        """An empty index; it needs no settings."""
        return cls(slots=slots)

    def put(self, documents: Iterable[Document]) -> None:
        """Add or replace documents by id."""
        new = {document.id: document for document in documents}
        for document in new.values():
            check_document(document, self.slots)
        self._documents |= new
        self._touch(new)

    def delete(self, ids: Iterable[str]) -> None:
        """Remove documents; unknown ids are no error."""
        gone = set(ids)
        for id in gone:
            self._documents.pop(id, None)
        self._touch(gone)

    def search(self, query: Query) -> list[Candidate]:
        """At most `query.size` of each channel, united; best first, ties by id."""
        passing = [document for document in self._documents.values() if passes(document, query)]
        lexical = self._bm25(passing, query.tokens)
        vector = {
            document.id: score for document in passing if (score := nearness(document, query.views)) > 0
        }
        return unite(best(lexical, query.size), best(vector, query.size))

    def fetch(self, ids: Sequence[str]) -> PassageBlock:
        """The passages of these documents, in the order of `ids`; unknown ids are left out."""
        documents = [self._documents[id] for id in dict.fromkeys(ids) if id in self._documents]
        pairs = [(document.id, passage) for document in documents for passage in document.passages]
        return PassageBlock(
            owners=[owner for owner, _ in pairs],
            keys=[passage.key for _, passage in pairs],
            languages=[passage.view.language for _, passage in pairs],
            vectors={
                name: np.array([p.view.vectors[name] for _, p in pairs], np.float32).reshape(
                    -1, slot.dimension
                )
                for name, slot in self.slots.items()
            },
            stems=[dict(passage.view.stems) for _, passage in pairs],
        )

    def background(self, kind: str, language: str, size: int) -> PassageBlock:
        """All passages of a fixed sample of at most `size` documents that have a passage in `language`."""
        ids = [
            document.id
            for document in self._documents.values()
            if document.kind == kind
            and any(passage.view.language == language for passage in document.passages)
        ]
        return self.fetch(sorted(ids, key=lambda id: (sample_rank(id), id))[:size])

    def frequencies(self, kind: str) -> Frequencies:
        """In how many passages of `kind` each stem occurs."""
        passages = [
            p for document in self._documents.values() if document.kind == kind for p in document.passages
        ]
        return Frequencies(
            len(passages), Counter(stem for passage in passages for stem in passage.view.stems)
        )

    def digests(self, kind: str) -> Mapping[str, str]:
        """id -> digest of every document of `kind`."""
        return {
            document.id: document.digest for document in self._documents.values() if document.kind == kind
        }

    def pages(self, kind: str) -> Iterator[Mapping[str, str]]:
        """All at once: this index is in memory as it is."""
        yield self.digests(kind)

    @contextmanager
    def rebuild(self, *, resume: bool = False) -> Iterator[Construction]:
        """A new, empty index that takes the place of this one when the block ends without an error."""
        new = _UnderConstruction(self)
        self._touched = set()
        try:
            yield new
            for id in self._touched:
                if id in self._documents:
                    new.put([self._documents[id]])
                else:
                    new.delete([id])
            self._documents = new._documents
        finally:
            self._touched = None

    def _touch(self, ids: Iterable[str]) -> None:
        if self._touched is not None:
            self._touched.update(ids)

    def _bm25(self, passing: Sequence[Document], wanted: Sequence[str]) -> dict[str, float]:
        """id -> BM25 above zero, with the statistics of the whole index."""
        if not wanted:
            return {}
        bags = {document.id: Counter(tokens_of(document)) for document in self._documents.values()}
        mean = sum(bag.total() for bag in bags.values()) / max(len(bags), 1)
        scores: dict[str, float] = {}

        def held_by(token: str) -> int:
            return sum(1 for bag in bags.values() if bag[token])

        for token in telling(wanted, held_by):
            holders = held_by(token)
            idf = math.log(1 + (len(bags) - holders + 0.5) / (holders + 0.5))
            for document in passing:
                bag = bags[document.id]
                if bag[token]:
                    saturation = bag[token] + K1 * (1 - B + B * bag.total() / mean)
                    scores[document.id] = (
                        scores.get(document.id, 0.0) + idf * (K1 + 1) * bag[token] / saturation
                    )
        return {id: rounded for id, score in scores.items() if (rounded := round(score, 4)) > 0}


class _UnderConstruction(MemoryBackend):
    """Filled beside the one that serves."""

    def __init__(self, serving: MemoryBackend) -> None:
        super().__init__(slots=serving.slots)
        self._serving = serving

    def copy(self, digests: Mapping[str, str]) -> set[str]:
        """See Construction.copy."""
        known = self._serving._documents
        same = {id for id, digest in digests.items() if id in known and known[id].digest == digest}
        self.put(known[id] for id in same)
        return same

    def held(self, digests: Mapping[str, str]) -> set[str]:
        """Nothing: what is interrupted is gone with its process."""
        return set()


def tokens_of(document: Document) -> list[str]:
    """The native tokens of all passages of a document."""
    return [token for passage in document.passages for token in passage.view.tokens]


def passes(document: Document, query: Query) -> bool:
    """Whether the document is of the query's kind and passes every hard filter."""
    return (
        document.kind == query.kind
        and all(set(document.filters.get(name, ())) & values for name, values in query.must.items())
        and not any(set(document.filters.get(name, ())) & values for name, values in query.must_not.items())
    )


def nearness(document: Document, views: Sequence[View]) -> float:
    """Averaged over the slots, the best cosine of any passage with any view; 0.0 where there is none."""
    if not document.passages or not views:
        return 0.0
    slots = sorted({slot for view in views for slot in view.vectors})
    best_of = [
        max(
            _cosine(view.vectors[slot], passage.view.vectors[slot])
            for view in views
            if slot in view.vectors
            for passage in document.passages
        )
        for slot in slots
    ]
    return round(sum(best_of) / len(best_of), 6) if best_of else 0.0


def best(scores: Mapping[str, float], size: int) -> dict[str, float]:
    """The `size` highest of id -> score, ties by id."""
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:size])


def _cosine(left: NDArray[np.float32], right: NDArray[np.float32]) -> float:
    return float(left.astype(np.float64) @ right.astype(np.float64))
