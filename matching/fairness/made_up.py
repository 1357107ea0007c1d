"""The audit among made-up people, whose merit is known: everybody who writes of the subject of an opening merits it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from matching.fairness import synthetic
from matching.fairness.exposure import Gap, Place, gap, shares
from matching.fairness.groups import BY
from matching.fairness.identities import introduced, made
from search.backends.memory import MemoryBackend
from search.corpus.ranking import index_experts, index_queries, scores
from search.corpus.reading import Entry
from search.engine import get_slots, get_view_builder
from search.text.language import CHINESE, ENGLISH

EACH = 8  # people of equal merit for every subject, half of them writing Chinese
SEED = 11

# Openings and people -> for each opening (id of a person, score).
Scorer = Callable[[Sequence[Entry], Sequence[Entry]], Iterator[list[tuple[str, float]]]]


@dataclass(frozen=True, slots=True)
class Pool:
    """People and openings; equal subject, equal merit."""

    people: Mapping[str, Entry]
    groups: Mapping[str, Mapping[str, str]]  # id of a person -> grouping -> group
    merit: Mapping[str, frozenset[str]]  # id of an opening -> ids of those who merit it
    openings: Mapping[str, Entry]


def pool(size: int) -> Pool:
    """About `size` people, each of whom says who they are; an opening in either language for every subject."""
    known = synthetic.subjects(max(1, size // EACH), seed=SEED)
    people: dict[str, Entry] = {}
    groups: dict[str, Mapping[str, str]] = {}
    by_subject: list[set[str]] = [set() for _ in known]
    for number, one in enumerate(synthetic.pool(known, each=EACH, seed=SEED)):
        who = made(number, language=one.language, seed=SEED)
        id = one.entry.id
        people[id] = Entry(id, tuple(introduced(passage, who) for passage in one.entry.passages))
        groups[id] = who.groups
        by_subject[one.subject].add(id)
    openings, merit = {}, {}
    for number, subject in enumerate(known):
        for language in (CHINESE, ENGLISH):
            asked = synthetic.opening(subject, number=number, language=language)
            openings[asked.id], merit[asked.id] = asked, frozenset(by_subject[number])
    return Pool(people, groups, merit, openings)


def by_affinity(openings: Sequence[Entry], people: Sequence[Entry]) -> Iterator[list[tuple[str, float]]]:
    """The product's own way, in an index of its own; nothing is kept. Raises EncoderUnavailable."""
    builder, backend = get_view_builder(keep=False), MemoryBackend(slots=get_slots())
    index_experts(people, backend=backend, builder=builder, progress=lambda _: None)
    queries = index_queries(openings, builder=builder, progress=lambda _: None)
    ids = [entry.id for entry in people]
    return scores(queries, ids, backend=backend, top=None, progress=lambda _: None)


def gaps(made_up: Pool, *, scorer: Scorer = by_affinity) -> list[Gap]:
    """One for each grouping."""
    openings = list(made_up.openings.values())
    places = []
    for opening, found in zip(openings, scorer(openings, list(made_up.people.values())), strict=True):
        ranked = sorted(found, key=lambda row: (-row[1], row[0]))
        ranks = {id: rank for rank, (id, _) in enumerate(ranked, 1)}
        places += [Place(opening.id, id, ranks.get(id)) for id in sorted(made_up.merit[opening.id])]
    shown = shares(places)
    return [gap(by, shown, {id: groups[by] for id, groups in made_up.groups.items()}) for by in BY]
