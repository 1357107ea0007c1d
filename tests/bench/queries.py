"""Queries of the bench, and what they are measured against."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bases.models import Opening
from matching.domain.asked import asked_by_opening
from search.backends.embedded import EmbeddedBackend
from search.backends.embedded.snapshot import Snapshot
from search.backends.embedded.vectors import Pool
from search.types import Query

FILTERS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "": {},
    "selective_": {"country": frozenset({"DE"})},
    "very_selective_": {"country": frozenset({"DE"}), "field": frozenset({"energy"})},
}


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """The openings of the corpus as queries, those in one language before those in two."""

    one: Sequence[Query]
    two: Sequence[Query]


def asked(backend: EmbeddedBackend) -> Asked:
    """One query for each opening, as people_for asks."""
    queries = []
    for opening in Opening.objects.order_by("pk"):
        found = asked_by_opening(opening, backend)
        queries.append(Query("profile", tuple(p.view for p in found.own), found.tokens))
    one = [query for query in queries if len(query.views) == 1]
    return Asked(one, [query for query in queries if len(query.views) > 1])


def snapshot_of(backend: EmbeddedBackend) -> Snapshot:
    """What the backend answers from at this moment."""
    return backend._ask(lambda snapshot: snapshot, otherwise=lambda: None)  # type: ignore[arg-type,return-value]


def pool_of(backend: EmbeddedBackend, query: Query) -> Pool:
    """The documents that a query looks at."""
    from search.backends.embedded.filters import key

    return snapshot_of(backend)._pool(query.kind, key(query.must), key(query.must_not))


def recall(backend: EmbeddedBackend, queries: Sequence[Query], *, at: int = 100) -> float:
    """The worst share over FILTERS of the `at` best by float32 scores of every passage that the search finds."""
    shares = []
    for must in FILTERS.values():
        found = right = 0
        for query in queries:
            filtered = replace(query, must=must, tokens=(), size=at)
            wanted = exhaustive(backend, filtered, at)
            got = {candidate.id for candidate in backend.search(filtered)}
            found, right = found + len(wanted & got), right + len(wanted)
        shares.append(found / right if right else 1.0)
    return min(shares)


def exhaustive(backend: EmbeddedBackend, query: Query, size: int) -> set[str]:
    """The ids of the best documents, every passage scored with numpy."""
    snapshot, pool = snapshot_of(backend), pool_of(backend, query)
    rows = snapshot.contents.row_numbers(pool.records)
    total = np.zeros(len(pool.records))
    for name, slot in snapshot.contents.slots.items():
        wanted = np.array([view.vectors[name] for view in query.views])
        near = np.concatenate(
            [
                (slot.vectors[rows[at : at + 20_000]] @ wanted.T).max(axis=1)
                for at in range(0, len(rows), 20_000)
            ]
        )
        total += np.maximum.reduceat(near, pool.starts)
    best = np.argsort(-total, kind="stable")[:size]
    best = best[total[best] > 0]  # less is no vote: see SearchBackend.search
    return set(snapshot.contents.ids(pool.records[best].tolist()))


def fts5(backend: EmbeddedBackend, file: Path) -> sqlite3.Connection:
    """An SQLite full-text index of the same tokens, made once."""
    file.unlink(missing_ok=True)
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(tokens, content='', tokenize=\"unicode61\")")
    snapshot = snapshot_of(backend)
    records = pool_of(backend, Query("profile")).records
    with connection:
        for at in range(0, len(records), 1000):
            part = records[at : at + 1000]
            bodies = snapshot.contents.texts("body", part)
            rows = (
                (int(record), body.decode().replace("\x1f", " ").replace("\x1d", " "))
                for record, body in zip(part, bodies, strict=True)
            )
            connection.executemany("INSERT INTO words(rowid, tokens) VALUES (?, ?)", rows)
    return connection


def ask_fts5(connection: sqlite3.Connection, query: Query) -> list[object]:
    """The 200 best by its BM25."""
    wanted = " OR ".join(f'"{token}"' for token in dict.fromkeys(query.tokens))
    return connection.execute(
        "SELECT rowid, rank FROM words WHERE words MATCH ? ORDER BY rank LIMIT 200", [wanted]
    ).fetchall()
