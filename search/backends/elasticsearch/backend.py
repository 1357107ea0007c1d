"""The Elasticsearch index behind the SearchBackend protocol."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from threading import Lock
from typing import Any, Self, TypeVar, cast

import numpy as np

from search.backends.base import Construction, Slot
from search.backends.elasticsearch.client import Connection
from search.backends.elasticsearch.configuration import Configuration
from search.backends.elasticsearch.counting import Moment, count_stems, moment
from search.backends.elasticsearch.errors import NotThere
from search.backends.elasticsearch.health import problems
from search.backends.elasticsearch.patience import Line
from search.backends.elasticsearch.reading import Digests, Reader
from search.backends.elasticsearch.rebuilding import rebuilding
from search.backends.elasticsearch.searching import raise_for, search
from search.backends.elasticsearch.versions import Versions
from search.backends.elasticsearch.writing import change, deletes, puts
from search.types import Candidate, Document, Frequencies, PassageBlock, Query

Answer = TypeVar("Answer")


class ElasticsearchBackend:
    """An index in a cluster, for many readers and writers in many processes."""

    def __init__(self, configuration: Configuration, *, slots: Mapping[str, Slot]) -> None:
        self.slots = dict(slots)
        self.configuration = configuration
        self._connection = Connection(configuration)
        self._versions = Versions(self._connection, Line(configuration.where), slots)
        self._reader = Reader(self._versions, self._versions.names.read)
        self._lock = Lock()
        self._remembered: dict[Hashable, tuple[Moment, Any]] = {}

    @classmethod
    def from_settings(cls, slots: Mapping[str, Slot]) -> Self:
        """The index that settings.ELASTICSEARCH_… name. ValueError: what is wrong with them."""
        return cls(Configuration.from_settings(), slots=slots)

    def put(self, documents: Iterable[Document]) -> None:
        """Add or replace documents by id. DocumentsRefused names those that cannot be indexed; the others are."""
        change(self._versions, puts(documents, self.slots))

    def delete(self, ids: Iterable[str]) -> None:
        """Remove documents; unknown ids are no error."""
        batch = deletes(ids)
        if batch and self._versions.state().write is not None:
            change(self._versions, batch)

    def search(self, query: Query) -> list[Candidate]:
        """At most `query.size` of each channel, united; best first, ties by id."""
        return self._ask(lambda: search(query, self._searches, self._reader.fetch), otherwise=list)

    def fetch(self, ids: Sequence[str]) -> PassageBlock:
        """The passages of these documents, in the order of `ids`; unknown ids are left out."""
        return self._ask(lambda: self._reader.fetch(ids), otherwise=self._nothing)

    def background(self, kind: str, language: str, size: int) -> PassageBlock:
        """All passages of a fixed sample of at most `size` documents; remembered until the index has changed."""
        key = "background", kind, language, size
        return self._ask(
            lambda: self._remember(key, lambda: self._reader.background(kind, language, size)),
            otherwise=self._nothing,
        )

    def frequencies(self, kind: str) -> Frequencies:
        """In how many passages of `kind` each stem occurs; remembered until the index has changed."""
        return self._ask(
            lambda: self._remember(("frequencies", kind), lambda: count_stems(self._reader, kind)),
            otherwise=lambda: Frequencies(0, {}),
        )

    def digests(self, kind: str) -> Mapping[str, str]:
        """id -> digest of every document of `kind`, asked for when it is used."""
        return self._ask(lambda: cast("Mapping[str, str]", Digests(self._reader, kind)), otherwise=dict)

    def pages(self, kind: str) -> Iterator[Mapping[str, str]]:
        """id -> digest of every document of `kind`, some thousands at a time."""
        if self._versions.readable():
            yield from self._reader.pages(kind)

    def rebuild(self, *, resume: bool = False) -> AbstractContextManager[Construction]:
        """A new index that takes the place of this one when the block ends without an error."""
        return rebuilding(self._versions, self._reader, resume=resume)

    def problems(self) -> list[str]:
        """What keeps this index from being used at this moment: a sentence each."""
        return problems(self._versions)

    def _searches(self, bodies: Sequence[Mapping[str, Any]]) -> list[Any]:
        """Several searches in one request."""
        client, index = self._connection.client, self._versions.names.read
        # Statistics of all shards together. A neighbour search knows no such thing and refuses to be told.
        several = self.configuration.shards > 1
        heads = [
            {
                "index": index,
                **({"search_type": "dfs_query_then_fetch"} if several and "query" in body else {}),
            }
            for body in bodies
        ]
        lines = [line for pair in zip(heads, bodies, strict=True) for line in pair]

        def request() -> list[Any]:
            answer = client.msearch(searches=lines)
            for response in answer.body["responses"]:
                raise_for(response, answer.meta)
            return list(answer.body["responses"])

        return self._versions.line.ask(request)

    def _ask(self, question: Callable[[], Answer], *, otherwise: Callable[[], Answer]) -> Answer:
        """The answer of the version that serves; `otherwise` where nothing was ever written."""
        if not self._versions.readable():
            return otherwise()
        try:
            return question()
        except NotThere:  # removed a moment ago
            self._versions.look_again()
            return question() if self._versions.readable() else otherwise()

    def _remember(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        now = moment(self._versions)
        with self._lock:
            known = self._remembered.get(key)
            if known is None or not known[0].is_like(now):
                known = self._remembered[key] = now, make()
            return cast("Answer", known[1])

    def _nothing(self) -> PassageBlock:
        vectors = {name: np.empty((0, slot.dimension), np.float32) for name, slot in self.slots.items()}
        return PassageBlock([], [], [], vectors, [])
