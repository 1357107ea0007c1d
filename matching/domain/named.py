"""A requirement of which only a keyword speaks: anybody can tick a word, so it is shown and counts for nothing."""

from __future__ import annotations

from collections.abc import Sequence

from matching.domain.clauses import Clause, SideOf
from matching.domain.meeting import meet
from matching.domain.points import least_weight
from matching.domain.quotes import Quotable
from matching.domain.text_side import Informative
from matching.types import Evidence


def named(
    clause: Clause, keywords: Sequence[Quotable], *, side_of: SideOf, informative: Informative
) -> Evidence | None:
    """The keyword that says most of what is asked for, if one says enough; its `similarity` is 0."""
    found = [
        (meet(clause.side, side_of(word, version.language, version.whole), informative), version, number)
        for version in keywords
        for number, word in enumerate(version.sentences)
    ]
    if not found:
        return None
    met, version, number = max(found, key=lambda one: one[0].weight)
    if met.weight < least_weight(informative):
        return None
    return Evidence(
        met.asked,
        met.has,
        version.source,
        met.terms,
        asked_at=clause.place,
        has_at=version.places[number],
        weight=round(met.weight, 4),
    )
