"""Terms that mix Chinese characters with Latin script or numbers: 单核RNA测序, 5G通信, β-淀粉样蛋白."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.text.characters import HAN

_LETTER = rf"[^\W_{HAN}]"
# Between the two scripts many people write a blank: X 射线衍射.
_BLANK = re.compile(rf"(?<=[{HAN}]) (?={_LETTER})|(?<={_LETTER}) (?=[{HAN}])")
_MIXED = re.compile(rf"(?=.*[{HAN}]).*{_LETTER}", re.DOTALL)
# What would make the Latin script at an end of a term a part of a longer word: CAR-T细胞 does not hold T细胞.
_JOINED_BEFORE = re.compile(rf"{_LETTER}[+#./'’-]*$")
_JOINED_AFTER = re.compile(rf"[./'’-]*{_LETTER}|[+#]")
_IS_LETTER = re.compile(_LETTER)
_OTHER_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_DASHES = str.maketrans(dict.fromkeys(_OTHER_DASHES, "-"))
# Where the scripts meet; a text without such a place is not looked through.
_SEAM = re.compile(rf"[{HAN}][ {_OTHER_DASHES}-]?{_LETTER}|{_LETTER}[ {_OTHER_DASHES}-]?[{HAN}]")
_LONGEST_JOINT = 4  # characters that are looked at beside an end


@dataclass(frozen=True, slots=True)
class Mixed:
    """text[start:end] is the term `word`, as the terminology writes it."""

    word: str
    start: int
    end: int


def squeezed(text: str) -> str:
    """The text without single blanks between Chinese characters and Latin script."""
    return _BLANK.sub("", text)


def squeezed_with_places(text: str) -> tuple[str, Sequence[int]]:
    """`squeezed(text)` and, for each of its characters, where in `text` that stands."""
    blanks = {match.start() for match in _BLANK.finditer(text)}
    if not blanks:
        return text, range(len(text))
    places = [at for at in range(len(text)) if at not in blanks]
    return "".join(text[at] for at in places), places


class MixedTerms:
    """Those among some words, found whatever their case, dashes and blanks between the scripts."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[str, str] = {}
        self._lengths: defaultdict[str, list[int]] = defaultdict(list)  # first character -> lengths
        for word in words:
            if _MIXED.match(word):
                self._words.setdefault(_folded(squeezed(word)), word)
        for form in self._words:
            if len(form) not in self._lengths[form[0]]:
                self._lengths[form[0]].append(len(form))

    def word(self, surface: str) -> str:
        """The term that is written so; empty for none."""
        return self._words.get(_folded(squeezed(surface)), "")

    def find(self, text: str) -> list[Mixed]:
        """All of them in simplified text, also those that overlap, in order. Linear in the text's length."""
        if not self._words or _SEAM.search(text) is None:
            return []
        tight, places = squeezed_with_places(text)
        folded = _folded(tight)
        found = []
        for at, character in enumerate(folded):
            for length in self._lengths.get(character, ()):
                word = self._words.get(folded[at : at + length])
                if word and at + length <= len(folded):
                    start, end = places[at], places[at + length - 1] + 1
                    if not _within_a_word(text, start, end):
                        found.append(Mixed(word, start, end))
        return found


def _within_a_word(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - _LONGEST_JOINT) : start], text[end : end + _LONGEST_JOINT]
    return bool(
        (_IS_LETTER.match(text[start]) and _JOINED_BEFORE.search(before))
        or (_IS_LETTER.match(text[end - 1]) and _JOINED_AFTER.match(after))
    )


def _folded(text: str) -> str:
    """Lower case and one kind of dash, of the same length."""
    lower = text.lower()
    if len(lower) != len(text):  # İ becomes two characters
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.translate(_DASHES)
