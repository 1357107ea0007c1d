"""Making the whole index anew, beside the one that serves."""

from __future__ import annotations

from collections.abc import Callable

from search import engine
from search.backends.registry import get_backend
from search.cache import CHUNK, chunks
from search.indexing.subjects import READINGS, iterate_sources, make_documents, matchable_ids
from search.indexing.turns import turn
from search.models import IndexJob


def count_subjects() -> dict[str, int]:
    """kind -> how many subjects a rebuild will index."""
    return {kind: len(matchable_ids(kind)) for kind in READINGS}


def rebuild(*, progress: Callable[[str, int], None] = lambda kind, count: None) -> dict[str, int]:
    """Index every subject into a new index and switch to it -> kind -> how many.

    Can be interrupted at any point: the old index serves on, and what was embedded is in the cache. Raises
    IndexUnavailable, EncoderUnavailable.
    """
    engine.reset()  # terms as they are now, and a builder that asks the cache for every vector it uses
    builder, cache = engine.get_view_builder(), engine.stored_vectors
    # What these rows speak of is read after this line, so that they are done when the new index serves – unless a
    # worker holds an older reading, which is carried over into the new index if it is put meanwhile: then they stay.
    with turn() as ours:
        waiting = list(IndexJob.objects.values_list("pk", flat=True)) if ours else []
    counts = dict.fromkeys(READINGS, 0)
    used: set[tuple[str, str]] = set()
    with cache.noting(used), get_backend().rebuild() as new:
        for kind in READINGS:
            for sources in iterate_sources(kind):
                new.put(make_documents(sources, builder))
                counts[kind] += len(sources)
                progress(kind, len(sources))
    for rows in chunks(waiting, CHUNK):
        IndexJob.objects.filter(pk__in=rows).delete()
    cache.forget_all_but(used)
    return counts
