"""Finding written forms of terms in texts: whatever the case, the script of the Chinese, or a simple English plural.

A form with a Chinese character is found anywhere in the text, with or without blanks between the scripts. A form in
Latin script is found as whole words only: PV is not in PVC.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from search.text.cedict import simplify
from search.text.characters import HAN, plain
from search.text.mixed import squeezed, squeezed_with_places
from search.text.stopwords import ENGLISH_STOPWORDS
from search.text.tokens import PART

_HAN = re.compile(f"[{HAN}]")
_ASCII_WORD = re.compile(r"[a-z0-9]+(?:\+{1,2}|#)?")  # PART, several times as fast
_HISSING = ("sses", "shes", "ches", "xes", "zes")
_SINGULAR = ("ss", "us", "is")


Key = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A form in a folded text, from `start` to `end`."""

    start: int
    end: int
    key: Key  # see `key`


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
    pattern = _ASCII_WORD if folded.isascii() else PART
    return tuple(map(singular, pattern.findall(folded)))


class Surfaces:
    """A set of written forms. Building it is linear in their length, looking through a text linear in the text's."""

    def __init__(self, surfaces: Iterable[str]) -> None:
        keys = [key(surface) for surface in surfaces]
        self._chinese = {form for form in keys if form and isinstance(form, str)}
        self._latin = {form for form in keys if form and isinstance(form, tuple)}
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
        folded = text.lower() if text.isascii() else fold(text)
        return (
            next(self._chinese_in(folded), None) is not None or next(self._latin_in(folded), None) is not None
        )

    def found_in(self, text: str) -> list[Found]:
        """The forms in `text`, the longest where several overlap, in order."""
        folded = fold(text)
        found = sorted((*self._chinese_in(folded), *self._latin_in(folded)), key=lambda f: (f.start, -f.end))
        kept: list[Found] = []
        for one in found:
            if not kept or one.start >= kept[-1].end:
                kept.append(one)
        return kept

    def _chinese_in(self, folded: str) -> Iterator[Found]:
        if self._chinese and not folded.isascii() and not self._lengths.keys().isdisjoint(folded):
            tight, places = squeezed_with_places(folded)
            for at, character in enumerate(tight):
                for length in self._lengths.get(character, ()):
                    if (form := tight[at : at + length]) in self._chinese and at + length <= len(tight):
                        yield Found(places[at], places[at + length - 1] + 1, form)

    def _latin_in(self, folded: str) -> Iterator[Found]:
        if not self._latin or self._numbers.keys().isdisjoint(words := folded_words(folded)):
            return
        places = [match.span() for match in PART.finditer(folded)]
        for at, word in enumerate(words):
            for number in self._numbers.get(word, ()):
                if (run := words[at : at + number]) in self._latin and len(run) == number:
                    yield Found(places[at][0], places[at + number - 1][1], run)


def key(surface: str) -> Key:
    """By what this form is found: the folded text, or its words; empty for a form of marks, and for one that is also a
    word of every sentence: IT."""
    folded = fold(surface).strip()
    if has_han(folded):
        return squeezed(folded)
    words = folded_words(folded)
    # Longer ones – study, method – are written out and meant.
    return () if len(words) == 1 and len(words[0]) <= 3 and words[0] in ENGLISH_STOPWORDS else words
