"""Recall and times of both indexes on one corpus: python -m tests.bench.run elastic --profiles 37000 --out part.json"""

import argparse
import json
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from django.conf import settings

from search.backends.base import SearchBackend
from search.backends.elasticsearch import ElasticsearchBackend
from search.backends.elasticsearch.configuration import Configuration
from search.backends.embedded import EmbeddedBackend
from search.backends.registry import get_backend
from search.engine import get_slots
from search.types import Document, Query
from tests.bench import corpus
from tests.bench.goals import size_name
from tests.bench.material import topics
from tests.bench.measure import say
from tests.bench.queries import FILTERS, asked, exhaustive
from tests.bench.timing import each, late, middle

NEAREST = 100
SCANNED = 12  # queries that are compared with the exact scan, under each filter
ROUNDS = 2
SECONDS = 60.0  # for an answer: nothing is to be given up here


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--profiles", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    corpus.make(options.out.parent, options.profiles)
    embedded = get_backend()
    if not isinstance(embedded, EmbeddedBackend):
        raise SystemExit(f"Compared with the embedded index, not with {settings.SEARCH_BACKEND}.")
    size, made = size_name(options.profiles), Configuration.from_settings()
    elastic = ElasticsearchBackend(replace(made, seconds=SECONDS), slots=get_slots())
    say("filling Elasticsearch")
    timed = Timed(elastic)
    subjects = topics(corpus.fields(), people=options.profiles)
    corpus.fill(
        subjects, options.out.parent / "cache", corpus.progress(options.profiles, "index"), into=timed
    )
    found = {
        f"es_index_{size}_s": timed.seconds,
        f"es_passages_{size}": float(embedded.frequencies("profile").passages),
    }
    say("queries")
    found |= compared(elastic, embedded, size)
    options.out.write_text(json.dumps(found))


class Timed:
    """Counts the seconds that an index takes to be written: not those of making what is written."""

    def __init__(self, backend: SearchBackend) -> None:
        self.backend, self.seconds = backend, 0.0

    def rebuild(self) -> "Timed":
        self._rebuild = self.backend.rebuild()
        return self

    def __enter__(self) -> "Timed":
        self._new = self._rebuild.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        began = time.perf_counter()
        self._rebuild.__exit__(*error)  # type: ignore[arg-type]
        self.seconds += time.perf_counter() - began

    def put(self, documents: Iterable[Document]) -> None:
        batch = list(documents)
        began = time.perf_counter()
        self._new.put(batch)
        self.seconds += time.perf_counter() - began

    def delete(self, ids: Iterable[str]) -> None:
        """Nothing is deleted while an empty index is filled."""
        self._new.delete(ids)


def compared(elastic: SearchBackend, embedded: EmbeddedBackend, size: str) -> dict[str, float]:
    """Recall of Elasticsearch under each filter, and the times of both for the same questions."""
    questions = asked(embedded)
    found: dict[str, float] = {}
    shares = []
    for name, must in FILTERS.items():
        near = [
            replace(query, must=must, tokens=(), size=NEAREST) for query in (*questions.one, *questions.two)
        ]
        held = right = 0
        for query in near[:SCANNED]:
            wanted = exhaustive(embedded, query, NEAREST)
            held += len(wanted & {one.id for one in elastic.search(query)})
            right += len(wanted)
        shares.append(held / right if right else 1.0)
        for index, backend in (("es", elastic), ("embedded", embedded)):
            times = _times(backend.search, near)
            found[f"{index}_knn_{name}{size}_p50_ms"] = middle(times)
            found[f"{index}_knn_{name}{size}_p95_ms"] = late(times)
    found[f"es_recall_at_100_{size}"] = min(shares)
    whole = [*questions.one, *questions.two]
    for index, backend in (("es", elastic), ("embedded", embedded)):
        times = _times(backend.search, whole)
        found[f"{index}_hybrid_{size}_p50_ms"] = middle(times)
        found[f"{index}_hybrid_{size}_p95_ms"] = late(times)
    return found


def _times(search: Callable[[Query], object], queries: list[Query]) -> list[float]:
    for query in queries[:3]:
        search(query)
    return each([lambda query=query: search(query) for query in queries * ROUNDS])  # type: ignore[misc]
