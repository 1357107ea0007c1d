"""Evidence: what an opening asks for beside what a person has, in their own words, with the terms that both share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from experts.models import Profile
from matching.domain.answers import Answers, Candidate, candidates_of
from matching.domain.candidates import number
from matching.domain.clauses import Clause, SideOf, clauses_from, requirements_of, sentences_of
from matching.domain.points import LEAST_POINTS, best_points, least_weight
from matching.domain.quotes import KEYWORDS, quotable_passages
from matching.domain.sections import quotable
from matching.domain.text_side import Informative
from matching.types import Evidence
from search.affinity import AffinityModel
from search.blocks import rows_of
from search.types import PassageBlock

__all__ = ["Clause", "Explained", "clauses_from", "explain", "explained", "requirements_of", "sentences_of"]


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
    far: Collection[int] = (),
) -> dict[int, Explained]:
    """profile id -> evidence for each clause, and the best meeting points. Reads only what `people` carry.

    `repeated`: of whoever repeats the opening, whether a sentence does; such a sentence is evidence of nothing.
    `far`: those whose work as a whole is far from the opening; one word that meets there may be chance.

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
    least = least_weight(informative)
    found = {}
    for pk, mine in rows_by_person.items():
        answers = Answers(side_of, informative, far=pk in far, keywords=passages[pk].get(KEYWORDS, ()))

        def candidates(clause: Clause, mine: list[int] = mine, pk: int = pk) -> list[Candidate]:
            return candidates_of(near[id(clause.passage)], mine, shown, passages[pk])

        evidence = tuple(answers.to(clause, candidates(clause)) for clause in clauses)
        points = best_points(evidence, least=least)
        if len(points) < LEAST_POINTS:
            described = [answers.to(clause, candidates(clause), described=True) for clause in surroundings]
            points = best_points(evidence, described, least=least)
        found[pk] = Explained(evidence, points)
    return found
