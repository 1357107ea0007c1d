"""When two names may be one person's: order, case, accents, hyphens, initials and the script of the typing aside."""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.text.cedict import simplify
from search.text.characters import BARE, HAN, plain

_APART = re.compile(r"[\s·・.,]+")
_JOINED = re.compile(r"[-'’]+")
_HAN = re.compile(rf"[{HAN}]")
_BARE = BARE | str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe"})


def folded(name: str) -> str:
    """In small letters without accents, Chinese characters simplified."""
    return simplify(plain(name)).translate(_BARE)


@dataclass(frozen=True, slots=True)
class NameForms:
    """A person's names as they are compared: as in a list of references, nobody's own spelling."""

    native: frozenset[str]  # in Chinese characters, simplified and without gaps
    latin: frozenset[
        tuple[str, ...]
    ]  # words in an order of their own, hyphened words once as two and once as one

    @classmethod
    def of(cls, *names: str) -> NameForms:
        """From every name field; which script it holds is seen in it."""
        native, latin = set(), set()
        for name in names:
            letters = folded(name)
            if _HAN.search(letters):
                native.add(re.sub(r"\W+", "", letters))
                continue
            for joint in (" ", ""):
                words = [word for word in _APART.split(_JOINED.sub(joint, letters)) if word]
                if words:
                    latin.add(tuple(sorted(words)))
        return cls(frozenset(native), frozenset(latin))

    def whole_keys(self) -> frozenset[str]:
        """What two equal names share."""
        return self.native | {" ".join(words) for words in self.latin if len(words) > 1}

    def loose_keys(self) -> frozenset[str]:
        """What two names that may be one share at least: the native form, or a word and the initial of another."""
        loose = {
            f"{word} {other[0]}"
            for words in self.latin
            for i, word in enumerate(words)
            for j, other in enumerate(words)
            if i != j and len(word) > 1
        }
        return self.native | loose


def same(one: NameForms, other: NameForms) -> bool:
    """The same name in either script; a single word is no name."""
    return bool(one.whole_keys() & other.whole_keys())


def alike(one: NameForms, other: NameForms) -> bool:
    """The same, or the one is the other with an initial for a word, or with a word left out."""
    return same(one, other) or any(
        _short_for(a, b) or _short_for(b, a) for a in one.latin for b in other.latin
    )


def _short_for(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if not 2 <= len(short) <= len(long):
        return False
    left = list(long)
    whole = [word for word in short if len(word) > 1 and word in left]
    for word in whole:
        left.remove(word)
    rest = [word for word in short if word not in whole]
    for word in rest:
        match = next((other for other in left if other[0] == word[0] and 1 in (len(word), len(other))), None)
        if match is None:
            return False
        left.remove(match)
    return bool(whole)
