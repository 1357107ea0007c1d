"""Whole matches: a list of people for an opening, and the explanation of one of them."""

from __future__ import annotations

from collections.abc import Sequence

from bases.models import Opening
from matching.domain import evidence
from matching.domain.asked import asked_by_opening
from matching.domain.people import people_for
from search.backends.base import SearchBackend
from search.documents import document_id, requirement_passages
from search.engine import get_view_builder
from tests.bench.timing import each, milliseconds


def lists(*, explain: bool, rounds: int = 1, openings: int | None = None) -> list[float]:
    """Milliseconds of people_for for every opening, top 50; each opening read anew, as a page does."""
    keys = list(Opening.objects.order_by("pk").values_list("pk", flat=True))[:openings]
    people_for(Opening.objects.get(pk=keys[0]), top=50, explain=explain)  # the scale of this index is made
    return each(
        lambda key=key: people_for(Opening.objects.get(pk=key), top=50, explain=explain)  # type: ignore[misc]
        for _ in range(rounds)
        for key in keys
    )


def keep_requirements() -> None:
    """Encode what openings ask for and keep the vectors in the database, as indexing does."""
    passages = [
        passage
        for opening in Opening.objects.prefetch_related("texts")
        for text in opening.texts.all()
        for passage in requirement_passages(text)
    ]
    get_view_builder().views(passages)


def explanations(backend: SearchBackend, *, people: int = 3) -> list[float]:
    """Milliseconds of the evidence for single matches, each seen for the first time: `people` of each opening."""
    times: list[float] = []
    for opening in Opening.objects.order_by("pk"):
        whole = asked_by_opening(opening, backend).passages
        for ranked in people_for(opening, top=people, explain=False).ranked:
            times.append(milliseconds(lambda: _explain(opening, [ranked], whole, backend)))  # noqa: B023
    return times


def _explain(
    opening: Opening, ranked: Sequence[object], whole: Sequence[object], backend: SearchBackend
) -> None:
    block = backend.fetch([document_id("profile", one.subject.pk) for one in ranked])
    evidence.for_people(opening, tuple(ranked), block, whole=whole, backend=backend)
