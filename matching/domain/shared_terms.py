"""The subjects that two people share, in the words of the one who reads."""

from __future__ import annotations

from collections.abc import Collection

from experts.choices import Section
from experts.models import Profile
from matching.domain.meeting import meet
from matching.domain.text_side import Informative, Side
from matching.names import names_of
from search.engine import get_lexicon
from search.text.cedict import simplify
from search.text.characters import visible
from search.text.terms import spans
from search.text.tokens import PART

MOST_TERMS = 5
MOST_CHARACTERS = 4_000  # of each profile


def side_of_profile(profile: Profile, sections: Collection[Section], *, prose: bool = True) -> Side:
    """What a profile says in these sections, with its terms; texts and publications are prefetched.

    Without `prose` only what names subjects: headlines, keywords and titles.
    """
    texts = sorted(profile.texts.all(), key=lambda text: (not text.is_original, text.language))
    lines: list[str] = []
    if Section.BIOGRAPHY in sections:
        lines += [line for text in texts for line in (text.headline, "; ".join(text.keywords))]
    if Section.PUBLICATIONS in sections:
        lines += [paper.title for paper in profile.publications.all()]
    if prose and Section.BIOGRAPHY in sections:
        lines += [text.biography for text in texts]
    whole = "\n".join(filter(None, lines))[:MOST_CHARACTERS]
    return Side.of(whole, texts[0].language if texts else "", spans(whole, get_lexicon()))


def subjects_of(profile: Profile, sections: Collection[Section]) -> frozenset[str]:
    """The keywords, and each of their words in Latin script: single words that somebody chose for their subject."""
    if Section.BIOGRAPHY not in sections:
        return frozenset()
    keywords = [word for text in profile.texts.all() for word in text.keywords]
    return frozenset(part.casefold() for word in keywords for part in (word, *PART.findall(word)))


def shared_terms(
    mine: Side, theirs: Side, other: Profile, *, subjects: Collection[str], informative: Informative
) -> tuple[str, ...]:
    """At most MOST_TERMS terms as `mine` writes them, the most telling first; none that names the other person.

    `subjects`: keywords of both. A single word that is neither of them nor of our terminology, "mixed" or "like", says
    nothing that two people would meet for.
    """
    weights = {
        span.surface: max(sum(map(informative, meaning)) for meaning in span.meanings) for span in mine.spans
    }
    names = names_of(other)
    found = {
        said.casefold(): (said, sum(weight for surface, weight in weights.items() if surface in said))
        for said, _theirs in meet(mine, theirs, informative).terms
        if not names.spans(said) and (_is_phrase(said, mine) or _is_subject(said, subjects))
    }
    terms: list[str] = []
    for said, _weight in sorted(found.values(), key=lambda pair: -pair[1]):
        if not any(said.casefold() in longer.casefold() for longer in terms):
            terms.append(said)
    return tuple(terms[:MOST_TERMS])


def _is_phrase(said: str, mine: Side) -> bool:
    return len({span.surface for span in mine.spans if span.surface in said}) > 1


def _is_subject(said: str, subjects: Collection[str]) -> bool:
    return said.casefold() in subjects or get_lexicon().is_own(simplify(visible(said)))
