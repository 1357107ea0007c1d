"""Vectors kept in the database, so that no text is embedded twice – not even by a rebuild."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar

import numpy as np

from search.models import CachedVector
from search.types import Vector

# SQLite takes 32,766 variables in a statement, older ones 999; a row has three.
CHUNK = 300
MAX_REMEMBERED = 5_000  # vectors of passing texts, 2 KB each

Item = TypeVar("Item")


class DatabaseVectorCache:
    """Keeps every vector it is given."""

    def __init__(self) -> None:
        self._used: set[tuple[str, str]] | None = None

    def get_many(self, encoder_id: str, hashes: Iterable[str]) -> Mapping[str, Vector]:
        """hash -> vector, of those that are there."""
        wanted = list(dict.fromkeys(hashes))
        if self._used is not None:
            self._used.update((encoder_id, text_hash) for text_hash in wanted)
        found: dict[str, Vector] = {}
        for chunk in chunks(wanted, CHUNK):
            rows = CachedVector.objects.filter(encoder=encoder_id, text_hash__in=chunk)
            found.update(
                (key, np.frombuffer(data, "<f4")) for key, data in rows.values_list("text_hash", "vector")
            )
        return found

    def put_many(self, encoder_id: str, vectors: Mapping[str, Vector]) -> None:
        """Keep these; a hash that is there already is no error."""
        rows = [
            CachedVector(encoder=encoder_id, text_hash=text_hash, vector=np.asarray(vector, "<f4").tobytes())
            for text_hash, vector in vectors.items()
        ]
        CachedVector.objects.bulk_create(rows, batch_size=CHUNK, ignore_conflicts=True)

    @contextmanager
    def noting(self, used: set[tuple[str, str]]) -> Iterator[None]:
        """Add the (encoder, hash) of every text that is asked for meanwhile to `used`."""
        self._used = used
        try:
            yield
        finally:
            self._used = None

    def forget_all_but(self, used: set[tuple[str, str]]) -> int:
        """Remove the vectors of texts that are gone -> how many."""
        rows = CachedVector.objects.values_list("pk", "encoder", "text_hash")
        gone = [pk for pk, encoder, text_hash in rows.iterator() if (encoder, text_hash) not in used]
        for chunk in chunks(gone, CHUNK):
            CachedVector.objects.filter(pk__in=chunk).delete()
        return len(gone)


class PassingVectorCache:
    """Reads what the database has, and remembers the rest in this process only: what people type is not kept."""

    def __init__(self) -> None:
        self._stored = DatabaseVectorCache()
        self._remembered: OrderedDict[tuple[str, str], Vector] = OrderedDict()

    def get_many(self, encoder_id: str, hashes: Iterable[str]) -> Mapping[str, Vector]:
        """hash -> vector, of those that are there."""
        wanted = list(dict.fromkeys(hashes))
        found = {
            text_hash: vector
            for text_hash in wanted
            if (vector := self._remembered.get((encoder_id, text_hash))) is not None
        }
        stored = self._stored.get_many(
            encoder_id, [text_hash for text_hash in wanted if text_hash not in found]
        )
        self.put_many(encoder_id, stored)  # the same requirements are asked again within one page
        return {**found, **stored}

    def put_many(self, encoder_id: str, vectors: Mapping[str, Vector]) -> None:
        """Remember these for a while."""
        for text_hash, vector in vectors.items():
            self._remembered[encoder_id, text_hash] = vector
        while len(self._remembered) > MAX_REMEMBERED:
            self._remembered.popitem(last=False)


class NoVectorCache:
    """For vectors that are none."""

    def get_many(self, encoder_id: str, hashes: Iterable[str]) -> Mapping[str, Vector]:
        """Nothing."""
        return {}

    def put_many(self, encoder_id: str, vectors: Mapping[str, Vector]) -> None:
        """Keeps nothing."""


def chunks(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """`items` in pieces of at most `size`."""
    for at in range(0, len(items), size):
        yield items[at : at + size]
