"""What of a question or a keyword neither our terms nor the dictionary know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search import engine
from search.terminology.thesaurus import get_thesaurus
from search.text.characters import HAN
from search.text.language import CHINESE, ENGLISH, OTHER, detect
from search.text.segmentation import known_words
from search.text.stopwords import CHINESE_FUNCTION_WORDS, ENGLISH_FUNCTION_WORDS
from search.text.surfaces import fold, folded_words, has_han
from taxonomy.terms import LONGEST

MOST_WORDS = 4  # of an English phrase; longer ones are sentences
LONGEST_PHRASE = 60  # characters
RUN = re.compile(f"[{HAN}]+")


def unknown_in(question: str) -> list[tuple[str, str]]:
    """(word, language) of what neither our terms nor the dictionary know in a question of some words.

    Chinese: stretches of two characters and more that get no gloss. English: the phrase of two to MOST_WORDS words, if
    it is no term.
    """
    folded = " ".join(fold(question).split())
    if has_han(folded):
        return [(word, CHINESE) for word in dict.fromkeys(_without_gloss(folded)) if len(word) <= LONGEST]
    if detect(question) == OTHER:
        return []
    phrase = phrase_of(folded)
    return [(phrase, ENGLISH)] if phrase else []


def phrase_of(folded: str) -> str:
    """The English phrase without function words at its ends; empty where it is no phrase, or a known one."""
    if not folded.isascii() or any(map(str.isdigit, folded)) or len(folded) > LONGEST_PHRASE:
        return ""
    parts = folded.split()
    while parts and parts[0] in ENGLISH_FUNCTION_WORDS:
        parts.pop(0)
    while parts and parts[-1] in ENGLISH_FUNCTION_WORDS:
        parts.pop()
    phrase = " ".join(parts)
    if not 2 <= len(folded_words(phrase)) <= MOST_WORDS:
        return ""
    return "" if get_thesaurus().question(phrase).whole else phrase


def _without_gloss(folded: str) -> Iterator[str]:
    lexicon = engine.get_lexicon()
    known = [(word.start, word.end) for word in known_words(folded, lexicon)]
    for run in RUN.finditer(folded):
        at = run.start()
        # A term that mixes the scripts may begin before the run or end after it.
        here = [(start, end) for start, end in known if start < run.end() and end > at]
        for start, end in [*here, (run.end(), run.end())]:
            piece = folded[at:start].strip("".join(CHINESE_FUNCTION_WORDS))
            if len(piece) >= 2:
                yield piece
            at = end
