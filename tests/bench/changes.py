"""Changing the index: one document, and all of them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

from search.backends.embedded import EmbeddedBackend
from search.engine import get_lexicon
from search.indexing import rebuild
from search.indexing.subjects import iterate_sources, make_documents
from search.types import Query
from search.views import ViewBuilder
from tests.bench.queries import snapshot_of
from tests.bench.timing import middle, milliseconds

CHANGES = 12
SAMPLE = 150  # profiles of which views are made anew


def small_changes(backend: EmbeddedBackend, query: Query) -> Mapping[str, float]:
    """Profiles put and deleted one by one; what was deleted comes back."""
    ids = list(backend.digests("profile"))[:CHANGES]
    documents = snapshot_of(backend).documents(ids)
    puts, queries, deletes = [], [], []
    for document in documents:
        puts.append(milliseconds(lambda: backend.put([replace(document, digest=document.digest)])))  # noqa: B023
        queries.append(milliseconds(lambda: backend.search(query)))
        deletes.append(milliseconds(lambda: backend.delete([document.id])))  # noqa: B023
        backend.put([document])
    return {"put": middle(puts), "query_after_put": middle(queries), "delete": middle(deletes)}


def rebuild_seconds() -> float:
    """rebuild_index over a database in which nothing changed: every subject is read, every document copied."""
    start = time.perf_counter()
    rebuild()
    return time.perf_counter() - start


def afresh_seconds(profiles: int) -> float:
    """What rebuild_index --afresh takes when every vector is cached, reckoned from SAMPLE profiles.

    Reading, words, glosses and writing are real; a vector costs what a dictionary costs.
    """
    from tests.bench.views import Free

    builder = ViewBuilder(
        text_encoder=Free("text"), english_encoder=Free("english"), lexicon=get_lexicon(), cache=Free("text")
    )
    sources = next(iterate_sources("profile", batch=SAMPLE))
    make_documents(sources[:20], builder)
    start = time.perf_counter()
    sources = next(iterate_sources("profile", batch=SAMPLE))
    make_documents(sources, builder)
    return (time.perf_counter() - start) * profiles / len(sources)
