"""What became of saved searches since they were last opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from bases.counting import Question, numbers_of
from bases.facets import FACETS
from bases.models import SavedSearch
from matching.found_lately import find_lately


@dataclass(frozen=True, slots=True)
class Line:
    search: SavedSearch
    total: int  # openings that answer it now
    new: int  # of these, published since it was last opened

    @property
    def dialog(self) -> str:
        """Id of the dialog that asks before it is deleted."""
        return f"delete-{self.search.pk}"

    @property
    def address(self) -> str:
        return f"?{self.search.query}" if self.search.query else ""


def lines_of(searches: Iterable[SavedSearch]) -> list[Line]:
    """One reading of the openings for all of them, and one of the index for each that has words."""
    rows = list(searches)
    numbers = numbers_of([_question(row) for row in rows])
    return [Line(row, total, new) for row, (total, new) in zip(rows, numbers, strict=True)]


def _question(search: SavedSearch) -> Question:
    """What it asks. It was checked when it was saved: a value that is no more finds nothing."""
    asked = QueryDict(search.query)
    chosen = {facet.name: values for facet in FACETS if (values := asked.getlist(facet.name))}
    words = asked.get("q", "")
    return Question(chosen, since=search.seen_at, among=find_lately(words).ids if words else None)
