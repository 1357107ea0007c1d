"""One commit of the tantivy half, unchanging: who passes the filters, and who shares a token."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import tantivy
from numpy.typing import NDArray

from search.backends.base import IndexUnavailable, telling
from search.backends.embedded.schema import filter_term, plain_errors

# Scores are sums in float32 whose order depends on segments: equal up to here is a tie.
DECIMALS = 4
MINIMUM = 0.5 * 10**-DECIMALS


class LexicalSnapshot:
    """One commit, unchanging."""

    def __init__(
        self,
        searcher: tantivy.Searcher,
        schema: tantivy.Schema,
        unreadable: Callable[[str], IndexUnavailable],
    ) -> None:
        self._searcher = searcher
        self._schema = schema
        self._unreadable = unreadable

    def passing(
        self, kind: str | None, must: Mapping[str, frozenset[str]], must_not: Mapping[str, frozenset[str]]
    ) -> NDArray[np.int64]:
        """The record numbers of the documents that pass every filter -> int64 [n], ascending."""
        return self._records(self._filters(kind, must, must_not))

    @property
    def count(self) -> int:
        """How many documents live."""
        return int(self._searcher.num_docs)

    def last_record(self) -> int:
        """The greatest record number of any, -1 without one."""
        if not self.count:
            return -1
        with plain_errors(self._unreadable):
            found = self._searcher.search(
                tantivy.Query.all_query(),
                limit=1,
                count=False,
                order_by_field="record",
                order=tantivy.Order.Desc,
            )
        return int(found.hits[0][0])

    def records_of(self, ids: Iterable[str]) -> NDArray[np.int64]:
        """The record numbers of these documents -> int64 [at most len(ids)], ascending."""
        return self._records(tantivy.Query.term_set_query(self._schema, "id", list(ids)))

    def score(
        self,
        tokens: Sequence[str],
        kind: str,
        must: Mapping[str, frozenset[str]],
        must_not: Mapping[str, frozenset[str]],
        *,
        passing: NDArray[np.int64],
        size: int,
    ) -> list[tuple[int, float]]:
        """(record, BM25) of the `size` best that pass every filter, best first – and all that tie with the last.

        `passing`: the records that do, ascending.
        """
        if not tokens or size <= 0 or not len(passing):
            return []
        wanted = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "tokens", token, "freq"))
                for token in telling(tokens, self._holders)
            ]
        )
        # Words alone let tantivy skip what cannot be among the best; beside a filter it scores every document.
        wide = 2 * len(passing) >= self.count
        if not wide:
            # Filters decide, they do not score.
            filters = tantivy.Query.const_score_query(self._filters(kind, must, must_not), 0.0)
            wanted = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, wanted), (tantivy.Occur.Must, filters)]
            )
        limit = size + 50
        while True:
            with plain_errors(self._unreadable):
                hits = self._searcher.search(wanted, limit=limit, count=False).hits
                records = np.array(
                    self._searcher.fast_field_values("record", [address for _, address in hits]), np.int64
                )
            scores = np.round(np.array([score for score, _ in hits], np.float64), DECIMALS)
            kept = np.flatnonzero(_among(records, passing)) if wide else np.arange(len(hits))
            if len(hits) < limit or (len(kept) >= size and scores[-1] < scores[kept[size - 1]]):
                break
            limit *= 4  # too few pass, or a tie reaches beyond the last hit: ids must decide it, not segments
        kept = kept[[hits[i][0] >= MINIMUM for i in kept]] if len(kept) else kept
        return list(zip(records[kept].tolist(), scores[kept].tolist(), strict=True))

    def _holders(self, token: str) -> int:
        return int(self._searcher.doc_freq("tokens", token))

    def _filters(
        self, kind: str | None, must: Mapping[str, frozenset[str]], must_not: Mapping[str, frozenset[str]]
    ) -> tantivy.Query:
        # Every document has a kind, so that a clause of negations alone never arises.
        everything = tantivy.Query.all_query()
        clauses = [(tantivy.Occur.Must, everything if kind is None else self._any("kind", [kind], own=True))]
        clauses += [
            (tantivy.Occur.Must, self._any(name, sorted(values))) for name, values in sorted(must.items())
        ]
        clauses += [
            (tantivy.Occur.MustNot, self._any(name, sorted(values)))
            for name, values in sorted(must_not.items())
        ]
        return tantivy.Query.boolean_query(clauses)

    def _any(self, name: str, values: Sequence[str], *, own: bool = False) -> tantivy.Query:
        return tantivy.Query.term_set_query(
            self._schema, "filters", [filter_term(name, value, own=own) for value in values]
        )

    def _records(self, query: tantivy.Query) -> NDArray[np.int64]:
        count = self._searcher.num_docs
        if count == 0:
            return np.empty(0, np.int64)
        with plain_errors(self._unreadable):
            found = self._searcher.search(
                query, limit=count, count=False, order_by_field="record", order=tantivy.Order.Asc
            )
        hits = found.hits
        return np.fromiter((record for record, _ in hits), np.int64, len(hits))


def _among(records: NDArray[np.int64], passing: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of these are in `passing`, which is ascending and not empty."""
    place = np.minimum(np.searchsorted(passing, records), len(passing) - 1)
    return passing[place] == records
