"""Questions that are answered from what is packed, and from the lists of ids and digests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from threading import Lock
from typing import Any

import numpy as np

from search.backends.base import Slot
from search.backends.elasticsearch.packing import document_of, unpack
from search.backends.elasticsearch.terms import of_kind, with_ids
from search.backends.elasticsearch.versions import Versions
from search.bags import Bags, Vocabulary
from search.types import Document, PassageBlock

# Documents of a request: some 15 kB each where they are read whole, 100 B where only their digests are.
WHOLE, LISTED = 300, 5_000
LISTED_SECONDS = 30.0
KEEP = "2m"  # between two pages of one list


class Reader:
    """Reads one alias: that of the version that serves, or of the one that is being filled."""

    def __init__(self, versions: Versions, target: str) -> None:
        self._versions, self._target = versions, target
        self._vocabulary, self._growing = Vocabulary(), Lock()

    def search(self, *, seconds: float | None = None, **body: Any) -> Any:
        """One search, for a page (or, with `seconds`, for whoever has more time)."""
        client = self._versions.connection.client
        line = self._versions.line
        if seconds is None:
            return line.ask(lambda: client.search(index=self._target, **body).body)
        patient = client.options(request_timeout=seconds)
        return line.insist(lambda: patient.search(index=self._target, **body).body)

    def fetch(self, ids: Sequence[str]) -> PassageBlock:
        """See SearchBackend.fetch."""
        order = list(dict.fromkeys(ids))
        packed: dict[str, str] = {}
        for at in range(0, len(order), WHOLE):
            few = order[at : at + WHOLE]
            answer = self.search(
                query=with_ids(few), source=["packed"], size=len(few), track_total_hits=False
            )
            packed |= {hit["_id"]: hit["_source"]["packed"] for hit in answer["hits"]["hits"]}
        return self._block({id: packed[id] for id in order if id in packed})

    def background(self, kind: str, language: str, size: int) -> PassageBlock:
        """See SearchBackend.background."""
        packed: dict[str, str] = {}
        after: dict[str, Any] = {}
        while len(packed) < size:
            answer = self.search(
                query=of_kind(kind, languages=language),
                sort=[{"sample": "asc"}, {"id": "asc"}],
                source=["packed"],
                size=min(WHOLE, size - len(packed)),
                track_total_hits=False,
                **after,
            )
            hits = answer["hits"]["hits"]
            packed |= {hit["_id"]: hit["_source"]["packed"] for hit in hits}
            if not hits:
                break
            after = {"search_after": hits[-1]["sort"]}
        return self._block(packed)

    def documents(self, ids: Sequence[str]) -> list[Document]:
        """Whole documents as they were put."""
        answer = self.search(
            seconds=LISTED_SECONDS, query=with_ids(ids), size=len(ids), track_total_hits=False
        )
        slots = self._versions.slots
        return [document_of(hit["_id"], hit["_source"], slots) for hit in answer["hits"]["hits"]]

    def digests_of(self, ids: Sequence[str]) -> dict[str, str]:
        """id -> digest of those of these that are there."""
        found: dict[str, str] = {}
        for at in range(0, len(ids), LISTED):
            few = list(ids[at : at + LISTED])
            answer = self.search(
                seconds=LISTED_SECONDS,
                query=with_ids(few),
                source=False,
                docvalue_fields=["digest"],
                size=len(few),
                track_total_hits=False,
            )
            found |= _digests(answer)
        return found

    def pages(self, kind: str) -> Iterator[dict[str, str]]:
        """id -> digest of every document of `kind`, as it is now, by id."""
        client, line = self._versions.connection.client, self._versions.line
        point = line.insist(lambda: client.open_point_in_time(index=self._target, keep_alive=KEEP))["id"]
        try:
            after: dict[str, Any] = {}
            while True:
                patient = client.options(request_timeout=LISTED_SECONDS)
                body: dict[str, Any] = {
                    "query": of_kind(kind),
                    "sort": [{"id": "asc"}],
                    "source": False,
                    "docvalue_fields": ["digest"],
                    "size": LISTED,
                    "track_total_hits": False,
                    "pit": {"id": point, "keep_alive": KEEP},
                    **after,
                }
                answer = line.insist(partial(patient.search, **body)).body
                hits = answer["hits"]["hits"]
                if hits:
                    yield _digests(answer)
                if len(hits) < LISTED:
                    return
                point, after = answer["pit_id"], {"search_after": hits[-1]["sort"]}
        finally:
            line.insist(lambda: client.close_point_in_time(id=point))

    def count(self, kind: str) -> int:
        """How many documents of `kind` there are."""
        client = self._versions.connection.client
        found = self._versions.line.ask(lambda: client.count(index=self._target, query=of_kind(kind)).body)
        return int(found["count"])

    def _block(self, packed: Mapping[str, str]) -> PassageBlock:
        """These documents in this order."""
        slots = self._versions.slots
        found = {id: unpack(data, slots) for id, data in packed.items()}
        lengths = [len(stems) for each in found.values() for stems in each.stems]
        stems = [stem for each in found.values() for of_one in each.stems for stem in of_one]
        return PassageBlock(
            owners=[id for id, each in found.items() for _ in each.keys],
            keys=[key for each in found.values() for key in each.keys],
            languages=[language for each in found.values() for language in each.languages],
            vectors={
                name: _joined([each.vectors[name] for each in found.values()], slots[name]) for name in slots
            },
            stems=Bags(
                self._vocabulary,
                np.array(self._numbers(stems), np.int32),
                np.concatenate([np.empty(0, np.float32), *(each.weights for each in found.values())]),
                np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
            ),
        )

    def number(self, names: Sequence[str]) -> tuple[Vocabulary, list[int]]:
        """The numbers of these stems, and the vocabulary that has them."""
        return self._vocabulary, self._numbers(names)

    def _numbers(self, names: Sequence[str]) -> list[int]:
        words = self._vocabulary
        with self._growing:
            words.extend([name for name in dict.fromkeys(names) if words.number(name) < 0])
        return list(map(words.number, names))


def _digests(answer: Mapping[str, Any]) -> dict[str, str]:
    return {hit["_id"]: hit["fields"]["digest"][0] for hit in answer["hits"]["hits"]}


def _joined(matrices: Sequence[Any], slot: Slot) -> Any:
    return np.concatenate([np.empty((0, slot.dimension), np.float32), *matrices])


class Digests(Mapping[str, str]):
    """id -> digest of one kind; counted, looked up or walked through only when somebody does so."""

    def __init__(self, reader: Reader, kind: str) -> None:
        self._reader, self._kind = reader, kind

    def __len__(self) -> int:
        return self._reader.count(self._kind)

    def __getitem__(self, id: str) -> str:
        if not id.startswith(f"{self._kind}:") or not (found := self._reader.digests_of([id])):
            raise KeyError(id)
        return found[id]

    def __iter__(self) -> Iterator[str]:
        return (id for page in self._reader.pages(self._kind) for id in page)

    def items(self) -> Any:
        """All of them, read in one go."""
        return {id: digest for page in self._reader.pages(self._kind) for id, digest in page.items()}.items()
