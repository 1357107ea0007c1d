"""What was meant: the nearest word that we know, where a question found little."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from cms.finding.entries import Entry
from search import engine
from search.terminology.thesaurus import get_thesaurus
from search.text.characters import HAN
from search.text.lexicon import TermEntry
from search.text.tokens import PART, stem

# Share of letters that must agree; "plsama" is plasma, "cat" is not car.
LATIN_ALIKE, HAN_ALIKE = 0.75, 0.66
SHORTEST_LATIN, SHORTEST_HAN = 4, 3  # letters; shorter ones are near too many others

_RUN = re.compile(f"[{HAN}]+|{PART.pattern}")


def meant(text: str, entries: Iterable[Entry]) -> str:
    """The question with its unknown words replaced by the nearest known ones; "" where nothing is near or unknown."""
    latin, han = _vocabulary(engine.get_terms())
    titles = frozenset(
        word.lower() for entry in entries for v in entry.versions for word in PART.findall(v.title)
    )
    stems = {stem(word) for word in titles}

    def better(match: re.Match[str]) -> str:
        word = match.group()
        if re.match(f"[{HAN}]", word):
            if len(word) < SHORTEST_HAN or get_thesaurus().question(word).terms:
                return word
            return _nearest(word, han, HAN_ALIKE)
        lower = word.lower()
        if len(word) < SHORTEST_LATIN or lower in titles or stem(lower) in stems | latin.keys():
            return word
        return _nearest(lower, (*latin.values(), *sorted(titles)), LATIN_ALIKE)

    better_text = _RUN.sub(better, text)
    return better_text if better_text != text else ""


def _nearest(word: str, known: Iterable[str], alike: float) -> str:
    found = process.extractOne(word, known, scorer=OSA.normalized_similarity, score_cutoff=alike)
    return found[0] if found else word


@lru_cache(maxsize=1)
def _vocabulary(terms: tuple[TermEntry, ...]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Of our own terms: stem -> English word, and the Chinese forms."""
    words = sorted({word for term in terms for word in PART.findall(term.en.lower()) if word.isalpha()})
    return {stem(word): word for word in words}, tuple(sorted({term.zh for term in terms}))
