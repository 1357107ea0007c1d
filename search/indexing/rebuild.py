"""Making the whole index anew, beside the one that serves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from time import monotonic

from accounts.domain.audit import record_of
from search import engine
from search.backends.base import IndexLocked, IndexMismatch, IndexUnavailable
from search.backends.registry import get_backend
from search.cache import CHUNK, chunks
from search.documents import Source
from search.indexing.checking import check, repair
from search.indexing.filling import Filler
from search.indexing.subjects import (
    BATCH,
    READINGS,
    iterate_sources,
    matchable_ids,
    subject_number,
)
from search.indexing.turns import REBUILD, turn, whose_turn
from search.indexing.verifying import verify
from search.indexing.work import work_off
from search.models import IndexJob

# How long a rebuild waits for a worker to finish its batch, so that nobody writes while it looks at everything once
# more and switches. Without the turn it switches all the same: changes reach the new index, too.
SWITCH_PATIENCE = 10.0
REBUILT = "index rebuilt"  # verb of the audit event


def count_subjects() -> dict[str, int]:
    """kind -> how many subjects a rebuild will index."""
    return {kind: len(matchable_ids(kind)) for kind in READINGS}


def rebuild(
    *,
    afresh: bool = False,
    resume: bool = False,
    progress: Callable[[str, int], None] = lambda kind, count: None,
) -> dict[str, int]:
    """Index every subject into a new index and switch to it -> kind -> how many.

    Documents that the serving index holds as the database says now are taken over from it, the others are made anew.
    `afresh`: all are made anew, from cached vectors where the texts are known, and vectors of texts that are gone are
    forgotten. `resume`: what an interrupted rebuild has done already is kept.

    Whoever cannot be indexed through themselves is left out and set aside, unless they are many. Before the switch the
    new index is compared with what was read, and whatever differs is looked at again.
    Where the serving index is of other encoders, workers of yesterday's settings write what changes meanwhile to that
    one alone: after the switch the whole is compared once more, and what differs is indexed.

    Can be interrupted at any point: the old index serves on, and what was embedded is in the cache. Raises
    IndexLocked if another rebuild runs, IndexUnavailable, DocumentsRefused, EncoderUnavailable.
    """
    started = monotonic()
    with _only_one():
        engine.reset()  # terms as they are now, and a builder that asks the cache for every vector it uses
        builder, cache = engine.get_view_builder(), engine.stored_vectors
        others = _serves_others()
        # What these rows speak of is read after this line, so that they are done when the new index serves – unless a
        # worker holds an older reading, which reaches the new index, too, if it is put meanwhile: then they stay.
        with turn() as ours:
            waiting = list(IndexJob.objects.values_list("pk", flat=True)) if ours else []
        used: set[tuple[str, str]] = set()
        expected: dict[str, dict[str, str]] = {kind: {} for kind in READINGS}
        with cache.noting(used), _turn_at_the_end() as settle, get_backend().rebuild(resume=resume) as new:
            filler = Filler(new, builder)
            for kind in READINGS:
                for sources in iterate_sources(kind):
                    _fill(filler, kind, sources, afresh=afresh)
                    expected[kind] |= {
                        source.id: source.digest(builder.encoder_ids)
                        for source in sources
                        if (kind, source.id) not in filler.failed
                    }
                    progress(kind, len(sources))
            settle()
            verify(new, expected, builder)
            filler.finish(held=sum(map(len, expected.values())))
        for rows in chunks(waiting, CHUNK):
            IndexJob.objects.filter(pk__in=rows).delete()
        if others:
            repair(check())
            work_off()
        if afresh:
            cache.forget_all_but(used)
        counts = {kind: len(digests) for kind, digests in expected.items()}
        seconds = round(monotonic() - started)
        record_of("index", REBUILT, after=counts | {"afresh": afresh, "seconds": seconds})
        return counts


def _fill(filler: Filler, kind: str, sources: Sequence[Source], *, afresh: bool) -> None:
    new, unchanged = filler.new, _unchanged(kind, sources, filler.builder.encoder_ids)
    done = new.held(unchanged)
    if not afresh:
        done |= new.copy({id: digest for id, digest in unchanged.items() if id not in done})
    changed = [source for source in sources if source.id not in done]
    for few in chunks(changed, BATCH):
        filler.put(few)


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


def _serves_others() -> bool:
    """Whether the serving index was made with other encoders or by an older version."""
    try:
        get_backend().fetch(["profile:0"])  # nobody's
    except IndexMismatch:
        return True
    except IndexUnavailable:  # none serves yet, or a damaged one: nobody writes there
        return False
    return False


@contextmanager
def _only_one() -> Iterator[None]:
    with turn(REBUILD) as ours:
        if not ours:
            raise IndexLocked(
                f"Another rebuild of the index is running ({whose_turn(REBUILD)}): wait for it, or end it and run "
                "manage.py rebuild_index --resume."
            )
        yield


@contextmanager
def _turn_at_the_end() -> Iterator[Callable[[], None]]:
    """Yields a function that takes the turn of the workers; it is held until the block ends."""
    with ExitStack() as held:

        def take() -> None:
            held.enter_context(turn(seconds=SWITCH_PATIENCE))

        yield take
