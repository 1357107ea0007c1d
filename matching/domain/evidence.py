"""Evidence for the lines of a list, in either direction: requirements, sentences that meet them, facts that answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
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
from matching.domain.found_before import FoundBefore
from matching.domain.repeated import Wording
from matching.domain.scoring import is_far
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
    own: bool = False,
) -> tuple[Ranked[Profile], ...]:
    """`block`: passages of these people, or of more; `whole`: those of the opening. `own`: the reader is the person."""
    before = FoundBefore([(opening, one.subject) for one in ranked], backend, own=own)
    # What repeats the opening is left out of a list, not of what is kept of the pair.
    repeating = {one.subject.pk for one in ranked if one.repeats}
    found = {one.subject.pk: None if one.repeats else before.get(opening, one.subject) for one in ranked}
    if missing := [one.subject for one in ranked if found[one.subject.pk] is None]:
        telling = informative(backend)
        fresh = explanation.explained(
            clauses_from(requirements_of(opening), side_of=side_of, informative=telling),
            clauses_about(surroundings_of(opening), whole, side_of=side_of),
            missing,
            block,
            model=affinity_model(backend, "profile"),
            side_of=side_of,
            informative=telling,
            own=own,
            far=[one.subject.pk for one in ranked if is_far(one.score)],
            repeated=dict.fromkeys(repeating, Wording(opening).repeated) if repeating else {},
        )
        for person in missing:
            found[person.pk] = fresh[person.pk]
            if person.pk not in repeating:
                before.add(opening, person, fresh[person.pk])
        before.keep()
    return tuple(_with(one, opening, one.subject, found[one.subject.pk], own=own) for one in ranked)


def for_openings(
    profile: Profile, ranked: Sequence[Ranked[Opening]], *, own: bool, backend: SearchBackend
) -> tuple[Ranked[Opening], ...]:
    """`own`: the reader is the person."""
    before = FoundBefore([(one.subject, profile) for one in ranked], backend, own=own)
    found = {one.subject.pk: before.get(one.subject, profile) for one in ranked}
    if missing := [one for one in ranked if found[one.subject.pk] is None]:
        for one, fresh in zip(missing, _fresh(profile, missing, own=own, backend=backend), strict=True):
            found[one.subject.pk] = fresh
            before.add(one.subject, profile, fresh)
        before.keep()
    return tuple(_with(one, one.subject, profile, found[one.subject.pk], own=own) for one in ranked)


def for_text(
    text: str, ranked: Sequence[Ranked[Profile]], block: PassageBlock, *, backend: SearchBackend
) -> tuple[Ranked[Profile], ...]:
    """Sentences of a text that somebody typed stand for requirements; nothing of it is kept."""
    telling = informative(backend)
    found = explanation.explained(
        clauses_from(sentences_of(text, detect(text)), side_of=side_of, informative=telling),
        (),
        [one.subject for one in ranked],
        block,
        model=affinity_model(backend, "profile"),
        side_of=side_of,
        informative=telling,
        far=[one.subject.pk for one in ranked if is_far(one.score)],
    )
    return tuple(
        replace(one, evidence=found[one.subject.pk].evidence, points=found[one.subject.pk].points)
        for one in ranked
    )


def _fresh(
    profile: Profile, ranked: Sequence[Ranked[Opening]], *, own: bool, backend: SearchBackend
) -> list[Explained]:
    """The requirements of all openings are viewed in one go."""
    asked, telling = [requirements_of(one.subject) for one in ranked], informative(backend)
    together = [clause for some in asked for clause in some]
    clauses = iter(clauses_from(together, side_of=side_of, informative=telling))
    block = backend.fetch([document_id("profile", profile.pk)])
    whole = _by_owner(backend.fetch(sorted(document_id("opening", one.subject.pk) for one in ranked)))
    found = []
    for one, some in zip(ranked, asked, strict=True):
        mine = whole.get(document_id("opening", one.subject.pk), [])
        explained = explanation.explained(
            [next(clauses) for _ in some],
            clauses_about(surroundings_of(one.subject), mine, side_of=side_of),
            [profile],
            block,
            model=affinity_model(backend, "profile"),
            side_of=side_of,
            informative=telling,
            own=own,
            far=[profile.pk] if is_far(one.score) else (),
        )
        found.append(explained[profile.pk])
    return found


def _by_owner(block: PassageBlock) -> Mapping[str, list[IndexedPassage]]:
    found = defaultdict[str, list[IndexedPassage]](list)
    for owner, passage in zip(block.owners, passages_of(block), strict=True):
        found[owner].append(passage)
    return found


def _with(
    one: Ranked[Subject], opening: Opening, profile: Profile, found: Explained | None, *, own: bool
) -> Ranked[Subject]:
    if found is None:
        raise ValueError("Every line is explained before it is shown.")
    evidence = answered(found.evidence, opening, profile, one.eligibility, own=own)
    return replace(one, evidence=evidence, points=found.points)
