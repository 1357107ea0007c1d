"""Everything about one corpus: python -m tests.bench.run measure --profiles 10000 --out part.json"""

import argparse
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from django.conf import settings

from search.backends.embedded import EmbeddedBackend
from search.backends.embedded.nearest import nearest
from search.backends.registry import get_backend
from search.types import Query
from tests.bench import changes, corpus, matches
from tests.bench.bandwidth import bandwidth
from tests.bench.goals import size_name
from tests.bench.queries import FILTERS, Asked, ask_fts5, asked, fts5, pool_of, recall, snapshot_of
from tests.bench.timing import each, late, middle

ROUNDS, QUICK_ROUNDS = 2, 1  # of all forty openings
EXACT = 8  # queries of the slow exact scan


def say(text: str) -> None:
    sys.stderr.write(f"  {text} …\n")
    sys.stderr.flush()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--profiles", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    corpus.make(options.out.parent, options.profiles)
    backend = get_backend()
    if not isinstance(backend, EmbeddedBackend):
        raise SystemExit(f"The bench measures the embedded index, not {settings.SEARCH_BACKEND}.")
    say("a process that serves")
    found = served(size_name(options.profiles)) | measured(
        backend, options.profiles, options.out.with_suffix(".fts5"), quick=options.quick
    )
    options.out.write_text(json.dumps(found))


def measured(
    backend: EmbeddedBackend, profiles: int, scratch: Path, *, quick: bool = False
) -> dict[str, float]:
    """All that this process can measure itself; `scratch` is a file that may be written and is removed."""
    size, queries = size_name(profiles), asked(backend)
    say("queries")
    found = searched(backend, queries, size)
    say("exact scan, recall, FTS5")
    found |= compared(backend, queries, size, scratch)
    say("lists of people, explanations")
    found |= matched(backend, size, quick=quick)
    say("changes")
    for name, value in changes.small_changes(backend, queries.one[0]).items():
        found[f"{name}_{size}_p50_ms"] = value
    say("rebuild")
    found[f"rebuild_{size}_s"] = changes.rebuild_seconds()
    found[f"rebuild_afresh_{size}_s"] = changes.afresh_seconds(profiles)
    files = [file for file in Path(settings.SEARCH_INDEX_DIR).rglob("*") if file.is_file()]
    found[f"disk_{size}_mb"] = sum(file.stat().st_size for file in files) / 1e6
    return found


def served(size: str) -> dict[str, float]:
    """By a process of its own, before anything else has been asked."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.run", "serve"], stdout=subprocess.PIPE, text=True, check=True
    )
    answer = json.loads(done.stdout)
    return {
        f"cold_first_query_{size}_ms": answer["cold_first_query_ms"],
        f"cold_first_match_{size}_ms": answer["cold_first_match_ms"],
        f"rss_{size}_mb": answer["rss_mb"],
    }


def searched(backend: EmbeddedBackend, queries: Asked, size: str) -> dict[str, float]:
    """Hybrid queries under each filter, beside what memory allows."""
    speed = bandwidth()
    pool = pool_of(backend, Query("profile"))
    width = sum(slot.codes.shape[1] for slot in snapshot_of(backend).contents.slots.values())
    found = {"bandwidth_gb_s": speed / 1e9, f"floor_{size}_ms": 1000 * pool.size * width / speed}

    def times(asked: list[Query]) -> list[float]:
        each([lambda query=query: backend.search(query) for query in asked[:3]])  # type: ignore[misc]
        return each([lambda query=query: backend.search(query) for query in asked * ROUNDS])  # type: ignore[misc]

    for name, must in FILTERS.items():
        taken = times([replace(query, must=must) for query in queries.one])
        found[f"hybrid_{name}{size}_p50_ms"] = middle(taken)
        if not name:
            found[f"hybrid_{size}_p95_ms"] = late(taken)
    found[f"hybrid_{size}_floor_ratio"] = found[f"hybrid_{size}_p50_ms"] / found[f"floor_{size}_ms"]
    found[f"hybrid_two_views_{size}_p50_ms"] = middle(times(list(queries.two) * 3))
    found[f"lexical_{size}_p50_ms"] = middle(times([replace(query, views=()) for query in queries.one]))
    slots = snapshot_of(backend).contents.slots
    found[f"scan_{size}_ms"] = middle(
        each([lambda query=query: nearest(slots, query.views, pool, size=200) for query in queries.one])  # type: ignore[misc]
    )
    return found


def compared(backend: EmbeddedBackend, queries: Asked, size: str, file: Path) -> dict[str, float]:
    """The simple ways."""
    snapshot, pool = snapshot_of(backend), pool_of(backend, Query("profile"))
    rows = snapshot.contents.row_numbers(pool.records)
    # In memory, as whoever keeps a float32 matrix would have it.
    held = {name: np.array(slot.vectors[rows]) for name, slot in snapshot.contents.slots.items()}

    def scan(query: Query) -> None:
        total = np.zeros(len(pool.records), np.float32)
        for name, matrix in held.items():
            near = (matrix @ np.array([view.vectors[name] for view in query.views]).T).max(axis=1)
            total += np.maximum.reduceat(near, pool.starts)
        np.argpartition(total, -min(200, len(total)))

    few = queries.one[:EXACT]
    found = {f"numpy_float32_{size}_p50_ms": middle(each([lambda query=query: scan(query) for query in few]))}  # type: ignore[misc]
    found[f"recall_at_100_{size}"] = found["recall_at_100"] = recall(backend, [*few, *queries.two[:2]])
    connection = fts5(backend, file)
    found[f"fts5_{size}_p50_ms"] = middle(
        each([lambda query=query: ask_fts5(connection, query) for query in few])  # type: ignore[misc]
    )
    connection.close()
    file.unlink()
    return found


def matched(backend: EmbeddedBackend, size: str, *, quick: bool) -> dict[str, float]:
    """Lists, without and with evidence, and the evidence of single matches."""
    matches.keep_requirements()
    times = matches.lists(explain=False, rounds=QUICK_ROUNDS if quick else ROUNDS)
    single = matches.explanations(backend, people=1 if quick else 3)
    explained = matches.lists(explain=True, openings=4 if quick else 10)
    return {
        f"people_for_{size}_p50_ms": middle(times),
        f"people_for_{size}_p95_ms": late(times),
        f"people_for_explained_{size}_p50_ms": middle(explained),
        "explain_p95_ms": late(single),
    }
