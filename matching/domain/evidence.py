"""Evidence for the lines of a list, in either direction: requirements, sentences that meet them, facts that answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from bases.models import Opening
from experts.models import Profile
from matching.domain import explanation
from matching.domain.asked import passages_of
from matching.domain.clauses import (
    clauses_about,
    clauses_from,
    requirements_of,
    sentences_of,
    surroundings_of,
)
from matching.domain.engine import affinity_model, informative, side_of
from matching.domain.explanation import Explained
from matching.domain.facts import answered
from matching.types import Ranked, Subject
from search.backends.base import SearchBackend
from search.documents import document_id
from search.text.language import detect
from search.types import IndexedPassage, PassageBlock


def for_people(
    opening: Opening,
    ranked: Sequence[Ranked[Profile]],
    block: PassageBlock,
    *,
    whole: Sequence[IndexedPassage],
    backend: SearchBackend,
) -> tuple[Ranked[Profile], ...]:
    """`block`: passages of these people, or of more; `whole`: those of the opening."""
    if not ranked:
        return ()
    found = explanation.explained(
        clauses_from(requirements_of(opening), side_of=side_of),
        clauses_about(surroundings_of(opening), whole, side_of=side_of),
        [one.subject for one in ranked],
        block,
        model=affinity_model(backend, "profile"),
        side_of=side_of,
        informative=informative(backend),
    )
    return tuple(_with(one, opening, one.subject, found[one.subject.pk]) for one in ranked)


def for_openings(
    profile: Profile,
    ranked: Sequence[Ranked[Opening]],
    *,
    own: bool,
    backend: SearchBackend,
) -> tuple[Ranked[Opening], ...]:
    """`own`: the reader is the person."""
    if not ranked:
        return ()
    asked = [requirements_of(one.subject) for one in ranked]
    clauses = iter(clauses_from([clause for some in asked for clause in some], side_of=side_of))
    block = backend.fetch([document_id("profile", profile.pk)])
    whole = _by_owner(backend.fetch(sorted(document_id("opening", one.subject.pk) for one in ranked)))
    explained = []
    for one, some in zip(ranked, asked, strict=True):
        mine = whole[document_id("opening", one.subject.pk)]
        found = explanation.explained(
            [next(clauses) for _ in some],
            clauses_about(surroundings_of(one.subject), mine, side_of=side_of),
            [profile],
            block,
            model=affinity_model(backend, "profile"),
            side_of=side_of,
            informative=informative(backend),
            own=own,
        )
        explained.append(_with(one, one.subject, profile, found[profile.pk], own=own))
    return tuple(explained)


def for_text(
    text: str, ranked: Sequence[Ranked[Profile]], block: PassageBlock, *, backend: SearchBackend
) -> tuple[Ranked[Profile], ...]:
    """Sentences of a text that somebody typed stand for requirements; nothing of it is kept."""
    found = explanation.explained(
        clauses_from(sentences_of(text, detect(text)), side_of=side_of),
        (),
        [one.subject for one in ranked],
        block,
        model=affinity_model(backend, "profile"),
        side_of=side_of,
        informative=informative(backend),
    )
    return tuple(
        replace(one, evidence=found[one.subject.pk].evidence, points=found[one.subject.pk].points)
        for one in ranked
    )


def _by_owner(block: PassageBlock) -> dict[str, list[IndexedPassage]]:
    found = defaultdict[str, list[IndexedPassage]](list)
    for owner, passage in zip(block.owners, passages_of(block), strict=True):
        found[owner].append(passage)
    return found


def _with(
    one: Ranked[Subject], opening: Opening, profile: Profile, found: Explained, *, own: bool = False
) -> Ranked[Subject]:
    evidence = answered(found.evidence, opening, profile, one.eligibility, own=own)
    return replace(one, evidence=evidence, points=found.points)
