"""Words: native tokens for search as people type it, English stems for the comparison across languages.

One tokeniser serves the index and the query, for every backend.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import rjieba
import snowballstemmer

from search.text.cedict import simplify
from search.text.characters import HAN, plain
from search.text.stopwords import CHINESE_FUNCTION_WORDS, ENGLISH_FUNCTION_WORDS, ENGLISH_STOPWORDS

_LETTER = rf"[^\W_{HAN}]"
# C++, C#, IL-6, CO2, 5G, CRISPR/Cas9, Al-Cu, 3.5, node.js, Na+
WORD = re.compile(rf"{_LETTER}+(?:[-/.'’]{_LETTER}+)*(?:\+{{1,2}}|#)?")
_PIECE = re.compile(rf"[{HAN}]+|{WORD.pattern}")
PART = re.compile(rf"{_LETTER}+(?:\+{{1,2}}|#)?")
_HAN_RUN = re.compile(f"[{HAN}]")
_POSSESSIVE = re.compile(r"['’]s?$")
_STEMMER = snowballstemmer.stemmer("english")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The English stem of one lower-case word."""
    stemmed: str = _STEMMER.stemWord(word)
    return stemmed


def native_tokens(text: str) -> tuple[str, ...]:
    """Tokens in the text's own languages, in order: Chinese words, English stems, compounds whole and in parts.

    A text without a letter or digit has none.
    """
    return tuple(_tokens(simplify(plain(text))))


def _tokens(text: str) -> Iterator[str]:
    for piece in _PIECE.findall(text):
        if _HAN_RUN.match(piece):
            # words of three characters and more come with the shorter words inside them
            yield from (
                word for word in rjieba.cut_for_search(piece, True) if word not in CHINESE_FUNCTION_WORDS
            )
            continue
        word = _POSSESSIVE.sub("", piece)
        parts = PART.findall(word)
        if len(parts) == 1:
            if word not in ENGLISH_FUNCTION_WORDS:
                yield stem(word)
            continue
        yield word
        yield from (stem(p) for p in parts if len(p) > 2 and p not in ENGLISH_FUNCTION_WORDS)


def english_stems(text: str) -> list[str]:
    """Stems of the English words of a text, without stop words; compounds in parts, Chinese left out."""
    return [stem for match in WORD.finditer(plain(text)) for stem in word_stems(match.group())]


@lru_cache(maxsize=200_000)
def word_stems(word: str) -> tuple[str, ...]:
    """The keys under which a lower-case word or compound is compared; IL-6 also as a whole."""
    parts = PART.findall(word)
    keys = tuple(key for part in parts if (key := english_stem(part)))
    return (*keys, word) if keys and is_designation(word) and len(parts) > 1 else keys


def is_designation(word: str) -> bool:
    """Whether a compound names one thing by letters and numbers: IL-6, COVID-19, PM2.5."""
    return any(map(str.isdigit, word)) and any(map(str.isalpha, word))


@lru_cache(maxsize=200_000)
def english_stem(word: str) -> str:
    """The key under which a lower-case English word is compared; empty for a stop word or number."""
    return "" if word in ENGLISH_STOPWORDS or word.isdigit() else stem(word)[:STEM_LENGTH]


# The stem's first letters unite what a dictionary's gloss and a writer choose differently:
# recognise, recognition, recogniser.
STEM_LENGTH = 6
