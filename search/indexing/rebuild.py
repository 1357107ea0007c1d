"""Making the whole index anew, beside the one that serves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from search import engine
from search.backends.registry import get_backend
from search.cache import CHUNK, chunks
from search.documents import Source
from search.indexing.subjects import (
    BATCH,
    READINGS,
    iterate_sources,
    make_documents,
    matchable_ids,
    subject_number,
)
from search.indexing.turns import turn
from search.models import IndexJob


def count_subjects() -> dict[str, int]:
    """kind -> how many subjects a rebuild will index."""
    return {kind: len(matchable_ids(kind)) for kind in READINGS}


def rebuild(
    *, afresh: bool = False, progress: Callable[[str, int], None] = lambda kind, count: None
) -> dict[str, int]:
    """Index every subject into a new index and switch to it -> kind -> how many.

    Documents that the serving index holds as the database says now are taken over from it, the others are made anew.
    `afresh`: all are made anew, from cached vectors where the texts are known, and vectors of texts that are gone are
    forgotten.

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
                copied = set() if afresh else new.copy(_unchanged(kind, sources, builder.encoder_ids))
                changed = [source for source in sources if source.id not in copied]
                for few in chunks(changed, BATCH):
                    new.put(make_documents(few, builder))
                counts[kind] += len(sources)
                progress(kind, len(sources))
    for rows in chunks(waiting, CHUNK):
        IndexJob.objects.filter(pk__in=rows).delete()
    if afresh:
        cache.forget_all_but(used)
    return counts


def _unchanged(kind: str, sources: Sequence[Source], encoder_ids: Mapping[str, str]) -> dict[str, str]:
    """id -> digest, of those that nothing in the outbox speaks of: a row may stand there for what no digest shows, such
    as a term that is rendered differently now."""
    ids = [subject_number(source.id) for source in sources]
    waiting = set(IndexJob.objects.filter(kind=kind, object_id__in=ids).values_list("object_id", flat=True))
    return {
        source.id: source.digest(encoder_ids)
        for source, number in zip(sources, ids, strict=True)
        if number not in waiting
    }
