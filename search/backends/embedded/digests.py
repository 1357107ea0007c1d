"""id -> digest of the documents of one kind, read when asked."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search.backends.embedded.commit import LexicalSnapshot
from search.backends.embedded.contents import Contents

PAGE = 5_000  # documents


class Digests(Mapping[str, str]):
    """Looks one up without reading the others; all of them only when they are walked through."""

    def __init__(self, contents: Contents, lexical: LexicalSnapshot, records: NDArray[np.int64]) -> None:
        """`records`: of the kind, ascending."""
        self._contents, self._lexical, self._records = contents, lexical, records

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __getitem__(self, id: str) -> str:
        if "_all" in self.__dict__:
            return self._all[id]
        for record in self._lexical.records_of([id]).tolist():
            place = int(np.searchsorted(self._records, record))
            if place < len(self._records) and self._records[place] == record:
                return self._contents.digests([record])[0]
        raise KeyError(id)

    def items(self) -> ItemsView[str, str]:
        """All of them, read in one go."""
        return self._all.items()

    def values(self) -> ValuesView[str]:
        """All of them, read in one go."""
        return self._all.values()

    def pages(self) -> Iterator[dict[str, str]]:
        """All of them, PAGE at a time and none kept."""
        for at in range(0, len(self._records), PAGE):
            records = self._records[at : at + PAGE].tolist()
            yield dict(zip(self._contents.ids(records), self._contents.digests(records), strict=True))

    @cached_property
    def _all(self) -> dict[str, str]:
        records = self._records.tolist()
        return dict(zip(self._contents.ids(records), self._contents.digests(records), strict=True))
