"""Evidence: what an opening asks for beside what a person has, in their own words, with the terms that both share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bases.models import Opening
from experts.models import Profile
from matching.domain.asked import views_of
from matching.domain.candidates import number
from matching.domain.meeting import Informative, Side, meet, weight_of
from matching.domain.quotes import Quotable, contents, quotable_passages
from matching.domain.sections import quotable
from matching.types import Evidence, Marked
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


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """One thing that an opening asks for."""

    side: Side
    passage: IndexedPassage


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
    return [Clause(side, view) for side, view in zip(sides, views_of(passages), strict=True)]


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
    return {
        pk: tuple(
            _evidence(clause, _candidates(near[i], mine, shown, passages[pk]), side_of, informative)
            for i, clause in enumerate(clauses)
        )
        for pk, mine in rows_by_person.items()
    }


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
    clause: Clause, candidates: Sequence[tuple[float, Quotable]], side_of: SideOf, informative: Informative
) -> Evidence:
    """The best sentence of the candidates: near in meaning, and with the terms that are asked for."""
    possible = min(MOST_POSSIBLE, max(LEAST_POSSIBLE, weight_of(clause.side, informative)))
    best, best_score, source, similarity = None, FLOOR, None, 0.0
    for likeness, passage in candidates:
        similarity = max(similarity, likeness)
        if likeness + TERMS_WEIGHT <= best_score:
            continue
        for sentence in passage.sentences:
            met = meet(clause.side, side_of(sentence, passage.language), informative)
            score = likeness + TERMS_WEIGHT * min(1.0, met.weight / possible)
            if score > best_score:
                best, best_score, source = met, score, passage.source
    if best is None:
        asked = Marked(clause.side.text, clause.side.language)
        return Evidence(asked=asked, has=None, source=None, similarity=round(similarity, 4))
    return Evidence(best.asked, best.has, source, best.terms, round(best_score, 4))


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
