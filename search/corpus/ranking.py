"""From read entries to scores, by the way every profile and opening goes: views, index, affinity."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from search.affinity import AffinityModel
from search.backends.base import SearchBackend
from search.corpus.reading import Entry
from search.scale import BACKGROUND
from search.text.language import CHINESE, ENGLISH
from search.types import CANDIDATES, Document, IndexedPassage, Query
from search.views import ViewBuilder

_BATCH = 64  # documents put at a time
_CHUNK = 400  # documents fetched at a time: about 10 MB of vectors

Progress = Callable[[int], None]  # told how many entries were done


def index_experts(
    experts: Sequence[Entry], *, backend: SearchBackend, builder: ViewBuilder, progress: Progress
) -> None:
    """Put each expert into the index as a profile; one without a word has nothing to be found by."""
    with backend.rebuild() as filling:
        for start in range(0, len(experts), _BATCH):
            batch = experts[start : start + _BATCH]
            saying = [entry for entry in batch if entry.says_something]
            views = iter(builder.views([passage for entry in saying for passage in entry.passages]))
            filling.put(
                Document(
                    entry.id, "profile", tuple(IndexedPassage(p.key, next(views)) for p in entry.passages)
                )
                for entry in saying
            )
            progress(len(batch))


def index_queries(
    openings: Sequence[Entry], *, builder: ViewBuilder, progress: Progress
) -> list[IndexedPassage]:
    """The view of each opening."""
    found = []
    for start in range(0, len(openings), _BATCH):
        batch = openings[start : start + _BATCH]
        views = builder.views([entry.passages[0] for entry in batch])
        found += [IndexedPassage(e.passages[0].key, view) for e, view in zip(batch, views, strict=True)]
        progress(len(batch))
    return found


def scores(
    queries: Sequence[IndexedPassage],
    expert_ids: Sequence[str],
    *,
    backend: SearchBackend,
    top: int | None,
    progress: Progress,
) -> Iterator[list[tuple[str, float]]]:
    """For each query (expert, score), best first, ties by id.

    With `top` the index proposes candidates, as in a match; without it every expert is scored.
    """
    model = AffinityModel(
        backend.frequencies("profile"),
        [backend.background("profile", language, BACKGROUND) for language in (CHINESE, ENGLISH)],
    )
    found: list[list[tuple[str, float]]] = [[] for _ in queries]
    if top is None:
        for start in range(0, len(expert_ids), _CHUNK):
            ids = expert_ids[start : start + _CHUNK]
            block = backend.fetch(ids)
            for query, rows in zip(queries, found, strict=True):
                rows += [(affinity.id, affinity.total) for affinity in model.people([query], block)]
            progress(len(ids))
    else:
        for query, rows in zip(queries, found, strict=True):
            size = max(top, CANDIDATES)
            wanted = Query(kind="profile", views=(query.view,), tokens=query.view.tokens, size=size)
            block = backend.fetch([candidate.id for candidate in backend.search(wanted)])
            rows += [(affinity.id, affinity.total) for affinity in model.people([query], block)]
            progress(1)
    for rows in found:
        yield sorted(rows, key=lambda row: (-row[1], row[0]))[:top]
