"""Openings that answer a question typed in either language."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import log

from django.db.models import Q

from bases.models import Opening, OpeningText
from matching.domain.candidates import number, room_for
from search.backends.base import IndexUnavailable, SearchBackend
from search.backends.registry import get_backend
from search.documents import document_id
from search.encoders.base import EncoderUnavailable
from search.engine import views_of_question
from search.indexing.holders import OPENING_TEXTS, owners_holding
from search.terminology.thesaurus import Question, get_thesaurus
from search.types import Candidate, Passage, Query, View

MOST = 200
MOST_TERMS = 5  # of a question that are looked for under their other names: one query each
# Chosen on the demo data with twenty questions of one to three words in both languages, some of them about nothing
# there ("football", "chicken soup recipe" find none): a question is short, so neither channel decides alone.
WORDS = 0.25  # of the best lexical score
TERMS = 0.25  # of a question whose every English stem is in the opening, whatever language that is written in
ENOUGH = 0.40  # vector + WORDS + TERMS; below it an opening shares a common word at most
# Of an opening that holds every term of the question under any of its names (等离子体, plasma, 電漿): less than the
# very words, which count as WORDS besides. With all stems of the English view (TERMS) it is just enough.
NAMES = 0.15
NEAR = 0.30  # a vector score that is enough without a single shared word: "malaria" finds mosquito control


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of openings, best first. `trouble`: why the index could not be asked, and plain words were."""

    ids: tuple[int, ...]
    trouble: str = ""


def find_openings(text: str, *, most: int = MOST) -> Found:
    """Openings about `text` that take applications now, whatever language they are written in, at most `most` of each
    channel of the index; they are not yet checked against a reader."""
    try:
        return Found(_from_index(text, most))
    except (IndexUnavailable, EncoderUnavailable) as error:
        return Found(_from_database(text, most), trouble=str(error))


def _from_index(text: str, most: int) -> tuple[int, ...]:
    [view] = views_of_question([Passage(key="query", language="", title=text)])
    backend = get_backend()
    query = Query(kind="opening", views=(view,), tokens=view.tokens, size=room_for(most))
    taking = set(Opening.objects.open().values_list("pk", flat=True))
    candidates = [one for one in backend.search(query) if number(one.id) in taking]
    question, held = _held_under_any_name(text, taking)
    known = {candidate.id for candidate in candidates}
    candidates += [
        Candidate(document, 0.0, 0.0)
        for pk in sorted(held)
        if (document := document_id("opening", pk)) not in known
    ]
    shares = _term_shares(view, candidates, backend)
    best_words = max((candidate.lexical for candidate in candidates), default=0.0) or 1.0
    scores = {
        c.id: c.vector
        + WORDS * c.lexical / best_words
        + TERMS * shares.get(c.id, 0.0)
        + NAMES * held.get(number(c.id), 0.0)
        for c in candidates
    }
    kept = [
        c
        for c in candidates
        if scores[c.id] >= ENOUGH or c.vector >= NEAR or (question.whole and held.get(number(c.id)) == 1.0)
    ]
    kept.sort(key=lambda c: (-scores[c.id], c.id))
    return tuple(number(candidate.id) for candidate in kept)


def _held_under_any_name(text: str, openings: Collection[int]) -> tuple[Question, Mapping[int, float]]:
    """The terms of the question, and id -> which share (0–1) of them an opening holds, under any of their names."""
    question = get_thesaurus().question(text)
    texts = OpeningText.objects.filter(opening__in=Opening.objects.open())
    held: dict[int, float] = {}
    for names in question.terms[:MOST_TERMS]:
        for pk in owners_holding(OPENING_TEXTS, names, among=texts):
            if pk in openings:
                held[pk] = held.get(pk, 0.0) + 1 / min(len(question.terms), MOST_TERMS)
    return question, {pk: round(share, 6) for pk, share in held.items()}


def _term_shares(view: View, candidates: list[Candidate], backend: SearchBackend) -> Mapping[str, float]:
    """id -> which share (0–1) of the question's English stems, by idf, a passage of the opening holds."""
    frequencies = backend.frequencies("opening")
    weights = {}
    for stem, weight in view.stems.items():
        holders = frequencies.counts.get(stem, 0)
        weights[stem] = weight * log(1 + (frequencies.passages - holders + 0.5) / (holders + 0.5))
    whole = sum(weights.values())
    if not whole:
        return {}
    block = backend.fetch([candidate.id for candidate in candidates])
    shares: dict[str, float] = {}
    for owner, stems in zip(block.owners, block.stems, strict=True):
        share = sum(weight for stem, weight in weights.items() if stem in stems) / whole
        shares[owner] = max(shares.get(owner, 0.0), share)
    return shares


def _from_database(text: str, most: int) -> tuple[int, ...]:
    """Every word must occur in one version of the text, or every term under one of its names."""
    asked = Q()
    for word in text.split():
        asked &= Q(title__icontains=word) | Q(summary__icontains=word) | Q(description__icontains=word)
    openings = Opening.objects.open()
    found = OpeningText.objects.filter(asked, opening__in=openings).order_by("opening_id")
    literally = list(found.values_list("opening_id", flat=True).distinct()[:most])
    question, held = _held_under_any_name(text, set(openings.values_list("pk", flat=True)))
    named = [pk for pk, share in sorted(held.items()) if question.whole and share == 1.0]
    return tuple(dict.fromkeys((*literally, *named)))[:most]
