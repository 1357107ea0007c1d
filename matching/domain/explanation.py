"""Evidence: what an opening asks for beside what a person has, in their own words, with the terms that both share."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from experts.models import Profile
from matching.domain.candidates import number
from matching.domain.clauses import Clause, SideOf, clauses_from, requirements_of, sentences_of
from matching.domain.meeting import Informative, Meeting, Side, meet, weight_of
from matching.domain.points import LEAST_POINTS, LEAST_WEIGHT, best_points, is_wish
from matching.domain.quotes import PROFILE, Quotable, quotable_passages
from matching.domain.sections import quotable
from matching.types import Bilingual, Evidence, Marked, Place, Topic
from search.affinity import AffinityModel
from search.blocks import rows_of
from search.types import PassageBlock

__all__ = ["Clause", "Explained", "clauses_from", "explain", "explained", "requirements_of", "sentences_of"]

MAX_PASSAGES = 3  # of a person, beside the biography, in which the best sentence is looked for
# A sentence with every informative term of the clause counts like so much more likeness of its passage. What a clause
# can be met with is taken for at least two terms and at most four (each weighs about four): one word alone is weak
# evidence, and of a long list of examples nobody has all. Likeness plus terms below FLOOR: nothing was found. In the
# demo data 67 of 100 clauses find a sentence of gold people, 11 of 100 one of other people in the same field (with
# .3, three terms and no upper bound: 59 and 5).
TERMS_WEIGHT, LEAST_POSSIBLE, MOST_POSSIBLE = 0.5, 8.0, 16.0
FLOOR = 0.28
# Of "A, B or C" one is enough.
_ALTERNATIVES = re.compile(
    r"或|至少[一1]|之一|其一|任一|任意一|\b(?:or|either|at least one|one of|any of)\b", re.IGNORECASE
)
# Without a single shared term only a title can be shown, which says what the whole passage is near by.
ALIKE = 0.3
# Of sentences about as good as the best, and with nearly all that it shares, the first choice is one that answered no
# requirement yet and is no headline, which names a subject where a sentence tells what was done with it.
ABOUT_AS_GOOD, NEARLY_ALL = 0.1, 0.85
# What somebody hopes to learn is no evidence that they can do it.
WISH = 0.15
# A promise is only answered by a sentence that plainly speaks of it, in more than one common word.
PROMISE_FLOOR = 0.4
_NOWHERE = "\0"  # a stem that no text has: as telling as can be


@dataclass(frozen=True, slots=True)
class Explained:
    """What was found for one person."""

    evidence: tuple[Evidence, ...]  # one piece for each requirement
    points: tuple[Evidence, ...]  # where both meet best


def explain(
    clauses: Sequence[Clause],
    people: Sequence[Profile],
    block: PassageBlock,
    *,
    model: AffinityModel,
    side_of: SideOf,
    informative: Informative,
    own: bool = False,
) -> dict[int, tuple[Evidence, ...]]:
    """profile id -> one piece of evidence for each clause. See `explained`."""
    found = explained(
        clauses, (), people, block, model=model, side_of=side_of, informative=informative, own=own
    )
    return {pk: one.evidence for pk, one in found.items()}


def explained(
    clauses: Sequence[Clause],
    surroundings: Sequence[Clause],
    people: Sequence[Profile],
    block: PassageBlock,
    *,
    model: AffinityModel,
    side_of: SideOf,
    informative: Informative,
    own: bool = False,
    repeated: Mapping[int, Callable[[str], bool]] = MappingProxyType({}),
) -> dict[int, Explained]:
    """profile id -> evidence for each clause, and the best meeting points. Reads only what `people` carry.

    `repeated`: of whoever repeats the opening, whether a sentence does; such a sentence is evidence of nothing.

    `block`: the passages of these people, or of more. `surroundings`: looked at where the clauses give few points. Only
    sections that the reader may read are quoted; `own`: the reader is the person.
    """
    passages = {profile.pk: quotable_passages(profile, quotable(profile, own=own)) for profile in people}
    for pk, is_repeated in repeated.items():
        passages[pk] = {key: [one.without(is_repeated) for one in some] for key, some in passages[pk].items()}
    rows = [
        row
        for row, (owner, key) in enumerate(zip(block.owners, block.keys, strict=True))
        if key in passages.get(number(owner), {})
    ]
    shown = rows_of(block, rows)
    whole = list({id(clause.passage): clause.passage for clause in (*clauses, *surroundings)}.values())
    near = dict(zip(map(id, whole), model.nearness(whole, shown), strict=True))
    rows_by_person: dict[int, list[int]] = {profile.pk: [] for profile in people}
    for row, owner in enumerate(shown.owners):
        rows_by_person[number(owner)].append(row)
    found = {}
    for pk, mine in rows_by_person.items():
        used: set[str] = set()

        def answer(clause: Clause, mine: list[int] = mine, pk: int = pk, used: set[str] = used) -> Evidence:
            candidates = _candidates(near[id(clause.passage)], mine, shown, passages[pk])
            return _evidence(clause, candidates, side_of, informative, used)

        evidence = tuple(map(answer, clauses))
        points = best_points(evidence, least=_least(informative))
        if len(points) < LEAST_POINTS:
            points = best_points(evidence, map(answer, surroundings), least=_least(informative))
        found[pk] = Explained(evidence, points)
    return found


def _candidates(
    near: NDArray[np.float32],
    rows: Sequence[int],
    block: PassageBlock,
    passages: Mapping[str, Sequence[Quotable]],
) -> list[tuple[float, Quotable]]:
    """The nearest passages of one person with their likeness, each in the version that is nearest; what they wrote of
    themselves is always one of them."""
    found: dict[str, tuple[float, Quotable]] = {}
    for row in sorted(rows, key=lambda row: (-near[row], row)):
        key = block.keys[row]
        if key not in found and (len(found) < MAX_PASSAGES or key == PROFILE):
            found[key] = float(near[row]), _in_language(passages[key], block.languages[row])
    return list(found.values())


def _evidence(
    clause: Clause,
    candidates: Sequence[tuple[float, Quotable]],
    side_of: SideOf,
    informative: Informative,
    used: set[str],
) -> Evidence:
    """The best sentence of the candidates: near in meaning, and with the terms that are asked for. `used`: sentences
    shown already, to which this one is added."""
    asked = Marked(clause.side.text, clause.side.language)
    nothing = Evidence(asked=asked, has=None, source=None, topic=clause.topic, asked_at=clause.place)
    if clause.topic not in (None, Topic.CONDITION):
        return nothing
    possible = min(MOST_POSSIBLE, max(LEAST_POSSIBLE, weight_of(clause.side, informative)))
    if _ALTERNATIVES.search(clause.side.text):
        possible = LEAST_POSSIBLE
    floor = PROMISE_FLOOR if clause.topic else FLOOR
    found: list[_Answer] = []
    for likeness, passage in candidates:
        if likeness + TERMS_WEIGHT <= floor:
            continue
        for i, sentence in enumerate(passage.sentences):
            side = side_of(sentence, passage.language, passage.whole)
            met = meet(clause.side, side, informative)
            if not met.terms and (i or likeness < ALIKE):
                continue
            score = likeness + TERMS_WEIGHT * min(1.0, met.weight / possible)
            if clause.topic and met.weight < _least(informative):
                continue
            if not clause.topic and is_wish(sentence):
                score -= WISH
            if score > floor:
                headline = i == 0 and passage.key == PROFILE
                spent = sentence in used, headline
                found.append(_Answer(score, met, passage.source, passage.places[i], spent, side))
    if not found:
        nearest = max((likeness for likeness, _ in candidates), default=0.0)
        return replace(nothing, similarity=round(nearest, 4))
    best = _first_choice(found, informative)
    used.add(best.met.has.text)
    score = round(best.score, 4)
    return Evidence(
        best.met.asked,
        best.met.has,
        best.source,
        best.met.terms,
        score,
        clause.topic,
        asked_at=clause.place,
        has_at=best.place,
        weight=round(best.met.weight, 4),
    )


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


def _least(informative: Informative) -> float:
    return min(LEAST_WEIGHT, informative(_NOWHERE))


def _in_language(versions: Sequence[Quotable], language: str) -> Quotable:
    return next((version for version in versions if version.language == language), versions[0])
