"""Finding written forms of terms in texts: whatever the case, the script of the Chinese, or a simple English plural.

A form with a Chinese character is found anywhere in the text. A form in Latin script is found as whole words only: PV
is not in PVC.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from search.text.cedict import simplify
from search.text.characters import HAN, plain
from search.text.tokens import PART

_HAN = re.compile(f"[{HAN}]")
_HISSING = ("sses", "shes", "ches", "xes", "zes")
_SINGULAR = ("ss", "us", "is")


def fold(text: str) -> str:
    """What two ways to write one Chinese form have in common: simplified, lower case, no hidden character."""
    return simplify(plain(text))


def has_han(text: str) -> bool:
    """Whether there is a Chinese character in it."""
    return _HAN.search(text) is not None


@lru_cache(maxsize=200_000)
def singular(word: str) -> str:
    """A lower-case English word without its simple plural ending: cells, batteries, processes."""
    if len(word) <= 3 or not word.endswith("s") or word.endswith(_SINGULAR):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(_HISSING) else word[:-1]


def folded_words(folded: str) -> tuple[str, ...]:
    """The Latin-script words of a folded text, singular, in order."""
    return tuple(map(singular, PART.findall(folded)))


class Surfaces:
    """A set of written forms. Building it is linear in their length, looking through a text linear in the text's."""

    def __init__(self, surfaces: Iterable[str]) -> None:
        self._chinese: set[str] = set()
        self._latin: set[tuple[str, ...]] = set()
        for surface in surfaces:
            folded = fold(surface).strip()
            if has_han(folded):
                self._chinese.add(folded)
            elif words := folded_words(folded):
                self._latin.add(words)
        self._lengths: defaultdict[str, set[int]] = defaultdict(set)  # first character -> lengths of forms
        for form in self._chinese:
            self._lengths[form[0]].add(len(form))
        self._numbers: defaultdict[str, set[int]] = defaultdict(set)  # first word -> numbers of words
        for words in self._latin:
            self._numbers[words[0]].add(len(words))

    def __bool__(self) -> bool:
        return bool(self._chinese or self._latin)

    def held_by(self, text: str) -> bool:
        """Whether one of the forms is in `text`."""
        return next(self.found_in(text), None) is not None

    def found_in(self, text: str) -> Iterator[str | tuple[str, ...]]:
        """The keys (see `key`) of all forms in `text`, also those inside others, as often as they stand there."""
        folded = text.lower() if text.isascii() else fold(text)
        if self._chinese and not folded.isascii():
            for at, character in enumerate(folded):
                for length in self._lengths.get(character, ()):
                    if (piece := folded[at : at + length]) in self._chinese:
                        yield piece
        if self._latin:
            words = folded_words(folded)
            for at, word in enumerate(words):
                for number in self._numbers.get(word, ()):
                    if (run := words[at : at + number]) in self._latin:
                        yield run


def key(surface: str) -> str | tuple[str, ...]:
    """What `Surfaces.found_in` yields for this form: the folded text, or its words; empty for a form of marks."""
    folded = fold(surface).strip()
    return folded if has_han(folded) else folded_words(folded)
