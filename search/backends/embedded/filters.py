"""Which documents pass a filter: one pass over the numbers of all filter values, no dictionary of documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.backends.embedded.schema import filter_term
from search.backends.embedded.vectors import expand
from search.bags import Vocabulary

Filters = tuple[tuple[str, frozenset[str]], ...]


class FilterTable:
    """The filter values of the living records of one commit."""

    def __init__(
        self, live: NDArray[np.int64], entries: NDArray[Any], ids: NDArray[np.int32], words: Vocabulary
    ) -> None:
        """`live`: record numbers; `entries`: of RECORD, one for each; `ids`: the column; `words`: their numbers."""
        place, _ = expand(entries["filter"], entries["filters"].astype(np.int64))
        self._ids = ids[place]
        self._owners = np.repeat(np.arange(len(live), dtype=np.int32), entries["filters"])
        self._live, self._words = live, words

    def passing(self, kind: str, must: Filters, must_not: Filters) -> NDArray[np.int64]:
        """The record numbers that pass every filter, ascending."""
        passes = self._having([filter_term("kind", kind, own=True)])
        for name, values in must:
            passes &= self._having(filter_term(name, value) for value in values)
        for name, values in must_not:
            passes &= ~self._having(filter_term(name, value) for value in values)
        return self._live[passes]

    def _having(self, terms: Iterable[str]) -> NDArray[np.bool_]:
        """bool [live]: who has any of these."""
        wanted = [number for number in map(self._words.number, terms) if number >= 0]
        result = np.zeros(len(self._live), bool)
        if len(wanted) == 1:
            result[self._owners[self._ids == wanted[0]]] = True
        elif wanted:
            table = np.zeros(len(self._words.names), bool)
            table[wanted] = True
            result[self._owners[table[self._ids]]] = True
        return result


def key(filters: Mapping[str, frozenset[str]]) -> Filters:
    """The same filters by which a result is remembered."""
    return tuple(sorted((name, frozenset(values)) for name, values in filters.items()))
