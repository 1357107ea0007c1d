"""One commit of one version, unchanging: what every question to the index is answered from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.backends.base import Slot, unite
from search.backends.embedded.commit import LexicalSnapshot
from search.backends.embedded.contents import Contents, Words
from search.backends.embedded.counting import count_stems
from search.backends.embedded.digests import Digests
from search.backends.embedded.filters import Filters, FilterTable, key
from search.backends.embedded.living import living
from search.backends.embedded.nearest import nearest
from search.backends.embedded.scanning import Rough, scanned
from search.backends.embedded.vectors import Pool, expand
from search.bags import Counts
from search.types import Candidate, Document, Frequencies, PassageBlock, Query

REMEMBERED = 16  # filters whose documents are remembered, at most some megabytes each


class Snapshot:
    """The contents of an index at one commit. Safe to share between threads."""

    def __init__(
        self,
        version: Path,
        slots: Mapping[str, Slot],
        lexical: LexicalSnapshot,
        words: Words,
        *,
        before: Snapshot | None = None,
    ) -> None:
        """`before`: an earlier commit of the same version, from which little differs."""
        self._lexical, self.words = lexical, words
        earlier = (before._lexical, before.live) if before is not None else None
        self.live: NDArray[np.int64] = living(version, lexical, earlier)
        self.contents = Contents(version, slots, self.live, words)
        self._counted: dict[str, tuple[NDArray[np.int64], Frequencies]] = (
            dict(before._counted) if before else {}
        )
        self._scanned: Rough | None = None  # the last scan without filters
        # Bound to this snapshot, so that they go when it goes.
        self._passing = lru_cache(maxsize=REMEMBERED)(self._find_passing)
        self._pool = lru_cache(maxsize=REMEMBERED)(self._find_pool)
        self.digests = lru_cache(maxsize=8)(self._find_digests)
        self.frequencies = lru_cache(maxsize=8)(self._count_frequencies)
        self.background = lru_cache(maxsize=8)(self._sample_background)

    def search(self, query: Query) -> list[Candidate]:
        """See SearchBackend.search."""
        asked = query.kind, key(query.must), key(query.must_not)
        pool = self._pool(*asked)
        rough = self._rough(query, pool) if query.views and len(pool.records) > query.size else None
        chosen, scores = nearest(self.contents.slots, query.views, pool, size=query.size, rough=rough)
        hits = self._lexical.score(
            query.tokens,
            query.kind,
            query.must,
            query.must_not,
            passing=self._passing(*asked),
            size=query.size,
        )
        near = zip(pool.records[chosen].tolist(), scores.tolist(), strict=True)
        return unite(self._best(hits, query.size), self._best(near, query.size))

    def _rough(self, query: Query, pool: Pool) -> Rough:
        """A list asks first without filters and then, with the same views, with them: the second need not scan."""
        everything, last = self._pool(query.kind, (), ()), self._scanned
        if last is None or last.pool is not everything or not last.answers(query.views):
            last = scanned(self.contents.slots, query.views, pool)
            if pool is everything:
                self._scanned = last
        return last if last.pool is pool else last.within(pool)

    def fetch(self, ids: Sequence[str]) -> PassageBlock:
        """See SearchBackend.fetch."""
        place = {id: number for number, id in enumerate(dict.fromkeys(ids))}
        records = self._lexical.records_of(place) if place else np.empty(0, np.int64)
        order = [place[id] for id in self.contents.ids(records.tolist())]
        return self.contents.block(records[np.argsort(order, kind="stable")])

    def documents(self, ids: Iterable[str]) -> list[Document]:
        """Whole documents as they were put (weights as float32), to carry them into another version."""
        return self.contents.documents(self._lexical.records_of(ids))

    @cached_property
    def _filters(self) -> FilterTable:
        return FilterTable(
            self.live, self.contents.records[self.live], self.contents.filter_ids, self.words.filters
        )

    def _find_passing(self, kind: str, must: Filters, must_not: Filters) -> NDArray[np.int64]:
        return self._filters.passing(kind, must, must_not)

    def _find_pool(self, kind: str, must: Filters, must_not: Filters) -> Pool:
        passing = self._passing(kind, must, must_not)
        return Pool.of(passing, self.contents.records[passing])

    def _find_digests(self, kind: str) -> Digests:
        return Digests(self.contents, self._lexical, self._passing(kind, (), ()))

    def _count_frequencies(self, kind: str) -> Frequencies:
        passing = self._passing(kind, (), ())
        passages, counts = count_stems(self.contents, passing, self._counted.get(kind))
        found = Frequencies(passages, Counts(self.words.stems, counts))
        self._counted[kind] = passing, found
        return found

    def _sample_background(self, kind: str, language: str, size: int) -> PassageBlock:
        passing = self._passing(kind, (), ())
        entries = self.contents.records[passing]
        row, _ = expand(entries["row"], entries["rows"].astype(np.int64))
        matches = self.contents.rows["language"][row] == language.encode()
        owners = np.repeat(np.arange(len(passing)), entries["rows"])[matches]
        holders = np.flatnonzero(np.bincount(owners, minlength=1))
        chosen = holders[np.argsort(entries["sample"][holders], kind="stable")][:size]
        return self.contents.block(passing[chosen])

    def _best(self, scores: Iterable[tuple[int, float]], size: int) -> dict[str, float]:
        """(record, score), best first and perhaps more than `size` of them -> id -> score; ids decide ties."""
        found = list(scores)
        named = zip(
            self.contents.ids([record for record, _ in found]), (score for _, score in found), strict=True
        )
        return dict(sorted(named, key=lambda pair: (-pair[1], pair[0]))[:size])
