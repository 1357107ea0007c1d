"""The meeting points of a match: of all that was found beside each other, the few pairs that say most – and what is
left: further pairs, requirements that facts answer, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields

from matching.domain.quotes import KEYWORDS
from matching.domain.text_side import Informative
from matching.types import Evidence, Verdict

REQUIREMENT = "requirement"  # first part of the name of such a place
MOST_POINTS, LEAST_POINTS = 4, 2
# What a pair must share to be shown first: a term that less than two of a hundred texts have, or several commoner ones.
LEAST_WEIGHT = 4.0
ALONE = (
    2.0  # times that, of what an opening describes where none of its requirements is met: it may be chance
)
_NOWHERE = "\0\0"  # a stem that no text has: as telling as can be
# What somebody hopes to learn meets what an opening offers, not what it requires.
_WISH = re.compile(
    r"希望|想(?:要|在|去|学)|期望|期待|有意|计划(?:学|到|赴)"
    r"|\b(?:(?:would|should|'d) (?:like|learn|love)|want|wish|hope|looking forward) ",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Layout:
    """An explanation in the order in which it is read."""

    points: tuple[Evidence, ...]
    further: tuple[Evidence, ...]  # other requirements with a sentence beside them
    named: tuple[Evidence, ...]  # requirements of which only a keyword speaks
    missing: tuple[Evidence, ...]  # requirements without evidence
    facts: tuple[
        Evidence, ...
    ]  # requirements that ask for no subject, answered by the profile or to be asked

    def each(self, change: Callable[[Evidence], Evidence]) -> Layout:
        """With every piece changed so."""
        kinds = {each.name: tuple(map(change, getattr(self, each.name))) for each in fields(self)}
        return Layout(**kinds)

    @property
    def all(self) -> tuple[Evidence, ...]:
        """In this order."""
        return (*self.points, *self.further, *self.named, *self.missing, *self.facts)

    @property
    def answered(self) -> tuple[Evidence, ...]:
        """Those of `facts` of which a fact says something."""
        return tuple(piece for piece in self.facts if piece.answer)

    @property
    def partly(self) -> int:
        """Of those met, how many ask for more than any sentence speaks of."""
        return sum(1 for piece in (*self.points, *self.further) if is_requirement(piece) and piece.open)

    @property
    def met(self) -> int:
        """How many requirements something was found for."""
        told = sum(1 for piece in self.facts if piece.answer and piece.answer.verdict is Verdict.MET)
        required = sum(1 for piece in self.points if is_requirement(piece))
        return required + len(self.further) + told


def laid_out(evidence: Sequence[Evidence], points: Sequence[Evidence]) -> Layout:
    """Every requirement once, the points first."""
    shown = {piece.asked_at for piece in points} - {None}
    rest = [piece for piece in evidence if piece not in points and piece.asked_at not in shown]
    return Layout(
        points=tuple(points),
        further=tuple(piece for piece in rest if piece.has and not is_only_named(piece)),
        named=tuple(piece for piece in rest if is_only_named(piece)),
        missing=tuple(piece for piece in rest if not piece.has and not piece.topic),
        facts=tuple(piece for piece in rest if not piece.has and piece.topic),
    )


def least_weight(informative: Informative) -> float:
    """What a pair must share to be worth showing by itself; in a small index no word is rarer than that."""
    return min(LEAST_WEIGHT, informative(_NOWHERE))


def is_requirement(piece: Evidence) -> bool:
    """Not merely something that the opening describes."""
    return piece.asked_at is None or piece.asked_at.part.startswith(REQUIREMENT)


def is_only_named(piece: Evidence) -> bool:
    """A keyword stands there, and no sentence says what was done with it."""
    return piece.has_at is not None and piece.has_at.passage == KEYWORDS


def is_wish(sentence: str) -> bool:
    """Whether a sentence tells what somebody would like, not what they have done."""
    return _WISH.search(sentence) is not None


def best_points(
    required: Iterable[Evidence], described: Iterable[Evidence] = (), *, least: float = LEAST_WEIGHT
) -> tuple[Evidence, ...]:
    """At most MOST_POINTS pairs, best first, each sentence once; of what an opening describes only as many as are
    lacking to LEAST_POINTS. `least`: what a pair must share to be one; in a small index no word is rarer than that."""
    done = tuple(
        piece for piece in required if piece.has and not is_only_named(piece) and not is_wish(piece.has.text)
    )
    found = _best(done, (), most=MOST_POINTS, least=least)
    enough = least if done else ALONE * least
    return (*found, *_best(described, found, most=LEAST_POINTS - len(found), least=enough))


def _best(
    pieces: Iterable[Evidence], before: Sequence[Evidence], *, most: int, least: float
) -> tuple[Evidence, ...]:
    shown = {piece.has.text for piece in before if piece.has}
    found: list[Evidence] = []
    for piece in sorted(pieces, key=lambda piece: -piece.similarity):
        if len(found) >= most:
            break
        if piece.has and piece.terms and piece.weight >= least and piece.has.text not in shown:
            shown.add(piece.has.text)
            found.append(piece)
    return tuple(found)
