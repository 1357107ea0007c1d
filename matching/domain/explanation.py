"""Evidence: what an opening asks for beside what a person has, in their own words, with the terms that both share."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bases.models import Opening
from experts.models import Profile
from matching.domain.asked import views_of
from matching.domain.candidates import number
from matching.domain.formal import topic_of
from matching.domain.meeting import Informative, Meeting, Side, meet, weight_of
from matching.domain.quotes import PROFILE, Quotable, contents, quotable_passages
from matching.domain.sections import quotable
from matching.types import Bilingual, Evidence, Marked, Topic
from search.affinity import AffinityModel
from search.documents import requirement_passages
from search.types import IndexedPassage, Passage, PassageBlock

MAX_CLAUSES = 6
MAX_PASSAGES = 3  # of a person, in which the best sentence is looked for
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
_WISH = re.compile(
    r"希望|想(?:要|在|去|学)|期望|期待|有意|计划(?:学|到|赴)|\b(?:would like|want|wish|hope|looking forward) ",
    re.IGNORECASE,
)
# A promise is only answered by a sentence that plainly speaks of it.
PROMISE_FLOOR = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """One thing that an opening asks for."""

    side: Side
    passage: IndexedPassage
    topic: Topic | None = None  # None: it asks for a subject


SideOf = Callable[[str, str], Side]  # text, language


def requirements_of(opening: Opening) -> list[Passage]:
    """At most MAX_CLAUSES requirements as their author wrote them; without any, sentences of the description."""
    text = opening.original or opening.text
    if text is None:
        return []
    return _first(requirement_passages(text)) or sentences_of(text.description, text.language)


def sentences_of(text: str, language: str) -> list[Passage]:
    """At most MAX_CLAUSES sentences of a text, each as if it were a requirement."""
    return _first([Passage(f"requirement:{i}", language, "", one) for i, one in enumerate(contents(text))])


def _first(passages: Sequence[Passage]) -> list[Passage]:
    return [passage for passage in passages if passage.body.strip()][:MAX_CLAUSES]


def clauses_from(passages: Sequence[Passage], *, side_of: SideOf) -> list[Clause]:
    """One clause for each. Raises EncoderUnavailable if a vector is not cached and the encoders cannot be used."""
    sides = [side_of(passage.body, passage.language) for passage in passages]
    return [
        Clause(side, view, topic_of(side.text)) for side, view in zip(sides, views_of(passages), strict=True)
    ]


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
    """profile id -> one piece of evidence for each clause. Reads no database beyond what `people` carry.

    `block`: the passages of these people, or of more. Only sections that the reader may read are quoted; `own`: the
    reader is the person.
    """
    passages = {profile.pk: quotable_passages(profile, quotable(profile, own=own)) for profile in people}
    rows = [
        row
        for row, (owner, key) in enumerate(zip(block.owners, block.keys, strict=True))
        if key in passages.get(number(owner), {})
    ]
    shown = _rows_of(block, rows)
    near = model.nearness([clause.passage for clause in clauses], shown)
    rows_by_person: dict[int, list[int]] = {profile.pk: [] for profile in people}
    for row, owner in enumerate(shown.owners):
        rows_by_person[number(owner)].append(row)
    found = {}
    for pk, mine in rows_by_person.items():
        used: set[str] = set()
        found[pk] = tuple(
            _evidence(clause, _candidates(near[i], mine, shown, passages[pk]), side_of, informative, used)
            for i, clause in enumerate(clauses)
        )
    return found


def _candidates(
    near: NDArray[np.float32],
    rows: Sequence[int],
    block: PassageBlock,
    passages: Mapping[str, Sequence[Quotable]],
) -> list[tuple[float, Quotable]]:
    """The nearest passages of one person with their likeness, each in the version that is nearest."""
    found: dict[str, tuple[float, Quotable]] = {}
    for row in sorted(rows, key=lambda row: (-near[row], row)):
        key = block.keys[row]
        if key not in found and len(found) < MAX_PASSAGES:
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
    nothing = Evidence(asked=asked, has=None, source=None, topic=clause.topic)
    if clause.topic not in (None, Topic.CONDITION):
        return nothing
    possible = min(MOST_POSSIBLE, max(LEAST_POSSIBLE, weight_of(clause.side, informative)))
    floor = PROMISE_FLOOR if clause.topic else FLOOR
    found: list[_Answer] = []
    for likeness, passage in candidates:
        if likeness + TERMS_WEIGHT <= floor:
            continue
        for i, sentence in enumerate(passage.sentences):
            side = side_of(sentence, passage.language)
            met = meet(clause.side, side, informative)
            if not met.terms and (i or likeness < ALIKE):
                continue
            score = likeness + TERMS_WEIGHT * min(1.0, met.weight / possible)
            if not clause.topic and _WISH.search(sentence):
                score -= WISH
            if score > floor:
                headline = i == 0 and passage.key == PROFILE
                spent = sentence in used, headline
                found.append(_Answer(score, met, passage.source, spent, side))
    if not found:
        nearest = max((likeness for likeness, _ in candidates), default=0.0)
        return replace(nothing, similarity=round(nearest, 4))
    best = _first_choice(found, informative)
    used.add(best.met.has.text)
    score = round(best.score, 4)
    return Evidence(best.met.asked, best.met.has, best.source, best.met.terms, score, clause.topic)


@dataclass(frozen=True, slots=True)
class _Answer:
    """A sentence that may answer a clause."""

    score: float
    met: Meeting
    source: Bilingual
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


def _rows_of(block: PassageBlock, rows: Sequence[int]) -> PassageBlock:
    return PassageBlock(
        owners=[block.owners[row] for row in rows],
        keys=[block.keys[row] for row in rows],
        languages=[block.languages[row] for row in rows],
        vectors={slot: matrix[list(rows)] for slot, matrix in block.vectors.items()},
        stems=[block.stems[row] for row in rows],
    )
