"""The sentence of a person that best answers one clause of an opening, if any does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from matching.domain.asking import is_bare, is_example, offers_a_choice
from matching.domain.clauses import Clause, SideOf
from matching.domain.formal import names_degree
from matching.domain.meeting import Meeting, meet
from matching.domain.named import named
from matching.domain.points import is_wish, least_weight
from matching.domain.quotes import PROFILE, Quotable
from matching.domain.text_side import Informative, Side, left_open, weight_of
from matching.types import Bilingual, Evidence, Marked, Place, Topic
from search.types import PassageBlock

MAX_PASSAGES = 3  # of a person, beside the biography, in which the best sentence is looked for
# A sentence with every informative term of the clause counts like so much more likeness of its passage. What a clause
# can be met with is taken for at least two terms and at most four (each weighs about four): one word alone is weak
# evidence, and of a long list of examples nobody has all. Likeness plus terms below FLOOR: nothing was found. In the
# demo data 67 of 100 clauses find a sentence of gold people, 11 of 100 one of other people in the same field (with
# .3, three terms and no upper bound: 59 and 5).
TERMS_WEIGHT, LEAST_POSSIBLE, MOST_POSSIBLE = 0.5, 8.0, 16.0
FLOOR = 0.28
# Without a single shared term only a title can be shown, which says what the whole passage is near by.
ALIKE = 0.3
# Of sentences about as good as the best, and with nearly all that it shares, the first choice is one that answered no
# requirement yet and is no headline, which names a subject where a sentence tells what was done with it.
ABOUT_AS_GOOD, NEARLY_ALL = 0.1, 0.85
# What somebody hopes to learn is no evidence that they can do it.
WISH = 0.15
# A promise is only answered by a sentence that plainly speaks of it, in more than one common word.
PROMISE_FLOOR = 0.4
# One word may meet by chance, and does where whole texts are far from each other: two have to meet there, and wherever
# an opening only describes what it offers.
BY_CHANCE = 2

Candidate = tuple[float, Quotable]  # likeness to the clause, and what may be quoted


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one person, one clause after the other."""

    side_of: SideOf
    informative: Informative
    far: bool = False  # the whole of their work is
    used: set[str] = field(default_factory=set)  # sentences shown already
    keywords: Sequence[Quotable] = ()

    def to(self, clause: Clause, candidates: Sequence[Candidate], *, described: bool = False) -> Evidence:
        """The best sentence of the candidates: near in meaning, and with the terms that are asked for.

        `described`: the clause is no requirement.
        """
        asked = Marked(clause.side.text, clause.side.language)
        nothing = Evidence(asked=asked, has=None, source=None, topic=clause.topic, asked_at=clause.place)
        if clause.topic not in (None, Topic.CONDITION):
            return nothing
        shown: set[tuple[int, int]] = set()
        typed_alone = clause.place is None and is_bare(clause.side)
        chance = (described or self.far) and not typed_alone
        found = [
            answer
            for likeness, passage in candidates
            for answer in self._of(clause, likeness, passage, least=BY_CHANCE if chance else 1, shown=shown)
        ]
        if not found:
            nearest = max((likeness for likeness, _ in candidates), default=0.0)
            topic = Topic.STAGE if clause.topic is None and names_degree(asked.text) else clause.topic
            nothing = replace(nothing, topic=topic, similarity=round(nearest, 4))
            if topic or described:
                return nothing
            return named(clause, self.keywords, side_of=self.side_of, informative=self.informative) or nothing
        best = _first_choice(found, self.informative)
        self.used.add(best.met.has.text)
        return Evidence(
            best.met.asked,
            best.met.has,
            best.source,
            best.met.terms,
            round(best.score, 4),
            clause.topic,
            asked_at=clause.place,
            has_at=best.place,
            weight=round(best.met.weight, 4),
            open=() if clause.topic or described else self._open(clause.side, shown),
        )

    def _open(self, asked: Side, shown: Set[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """What no sentence speaks of, where all is asked for."""
        if offers_a_choice(asked.text) or any(is_example(asked.text, at) for at, _ in shown):
            return ()
        return left_open(asked, shown, self.informative, least=least_weight(self.informative))

    def _of(
        self, clause: Clause, likeness: float, passage: Quotable, *, least: int, shown: set[tuple[int, int]]
    ) -> list[_Answer]:
        """The sentences of a passage that answer; `least`: so many stems have to meet where any has to.

        `shown` grows by the places in the clause that any sentence speaks of."""
        floor = PROMISE_FLOOR if clause.topic else FLOOR
        if likeness + TERMS_WEIGHT <= floor:
            return []
        found = []
        for i, sentence in enumerate(passage.sentences):
            side = self.side_of(sentence, passage.language, passage.whole)
            met = meet(clause.side, side, self.informative)
            shown.update(met.asked.marks)
            if met.stems < least and (i or likeness < ALIKE):
                continue
            score = likeness + TERMS_WEIGHT * min(1.0, met.weight / self._possible(clause.side, met))
            if clause.topic and met.weight < least_weight(self.informative):
                continue
            if not clause.topic and is_wish(sentence):
                score -= WISH
            if score > floor:
                headline = i == 0 and passage.key == PROFILE
                spent = sentence in self.used, headline
                found.append(_Answer(score, met, passage.source, passage.places[i], spent, side))
        return found

    def _possible(self, asked: Side, met: Meeting) -> float:
        if offers_a_choice(asked.text) or any(is_example(asked.text, at) for at, _ in met.asked.marks):
            return LEAST_POSSIBLE
        whole = weight_of(asked, self.informative)
        if 0 < whole < LEAST_POSSIBLE and is_bare(asked):
            return whole
        return min(MOST_POSSIBLE, max(LEAST_POSSIBLE, whole))


def candidates_of(
    near: NDArray[np.float32],
    rows: Sequence[int],
    block: PassageBlock,
    passages: Mapping[str, Sequence[Quotable]],
) -> list[Candidate]:
    """The nearest passages of one person with their likeness, each in the version that is nearest; what they wrote of
    themselves is always one of them."""
    found: dict[str, Candidate] = {}
    for row in sorted(rows, key=lambda row: (-near[row], row)):
        key = block.keys[row]
        if key not in found and (len(found) < MAX_PASSAGES or key == PROFILE):
            found[key] = float(near[row]), _in_language(passages[key], block.languages[row])
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Answer:
    """A sentence that may answer a clause."""

    score: float
    met: Meeting
    source: Bilingual
    place: Place
    spent: tuple[bool, bool]  # whether it answered another requirement, whether it is a headline
    side: Side


def _first_choice(found: Sequence[_Answer], informative: Informative) -> _Answer:
    """The best; of those about as good the one that keeps most to the point."""
    top = max(found, key=lambda answer: answer.score)
    return min(
        (
            answer
            for answer in found
            if answer.score >= top.score - ABOUT_AS_GOOD and answer.met.weight >= NEARLY_ALL * top.met.weight
        ),
        key=lambda answer: (answer.spent, -answer.met.weight / (1 + weight_of(answer.side, informative))),
    )


def _in_language(versions: Sequence[Quotable], language: str) -> Quotable:
    return next((version for version in versions if version.language == language), versions[0])
