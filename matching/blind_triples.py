"""Triples without names: what a host may see of the people in them."""

from __future__ import annotations

from dataclasses import dataclass

from bases.shown import Shown
from matching.blind import letter, veiled_headline
from matching.domain.triple_types import Triple, Triples
from matching.names import names_of


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list as its host reads it: a letter stands for the person."""

    letter: str
    headline: Shown | None
    triple: Triple

    @property
    def partial(self) -> bool:
        """Shown further down, under a heading of its own."""
        return not self.triple.score.strength.fits


def lines(found: Triples) -> list[Line]:
    """The list, its people named by letters in their order. Names come with an introduction, on the shortlist."""
    return [
        Line(letter(i), veiled_headline(triple.profile, names_of(triple.profile)), triple)
        for i, triple in enumerate(found.found)
    ]
