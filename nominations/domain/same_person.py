"""Whether two descriptions may be of one person: names in either script, and where they work."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import permutations

from rapidfuzz import fuzz

from matching.domain.same_name import NameForms, alike, same
from search.text.cedict import simplify
from search.text.characters import BARE, HAN, plain
from search.text.pinyin import spelt

NEAR = 60  # of 100: below, not even a word is shared
NAME_ALIKE = 92  # of 100, of whole names as they are written: a slip of one letter
PLACE_ALIKE = 88  # of 100: the words of the shorter name of an institution stand in the longer one
MOST_WORDS = 4  # of a name whose orders are all tried
# Whose addresses say nothing about where somebody works.
FREE_MAIL = frozenset(
    {
        "126.com", "163.com", "aliyun.com", "foxmail.com", "gmail.com", "gmx.net", "hotmail.com", "icloud.com",
        "mail.ru", "outlook.com", "proton.me", "protonmail.com", "qq.com", "sina.com", "yahoo.com", "yandex.ru",
    }
)  # fmt: skip
_HAN = re.compile(f"[{HAN}]")


@dataclass(frozen=True, slots=True)
class Described:
    """What is known of somebody, as it is compared."""

    names: NameForms
    sounds: frozenset[str]  # how the name is spelt in Latin letters, in one word
    place: str
    mail: str  # the domain of the address; "" for one that anybody can have
    orcid: str

    @classmethod
    def of(cls, name: str, native_name: str, *, affiliation: str, email: str, orcid: str) -> Described:
        names = NameForms.of(name, native_name)
        domain = email.rpartition("@")[2].lower()
        return cls(
            names=names,
            sounds=_sounds(names),
            place=" ".join(re.findall(r"\w+", simplify(plain(affiliation)))),
            mail="" if domain in FREE_MAIL else domain,
            orcid=orcid,
        )


def worth_comparing(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two people's (name, native name) could be one person's at all: some microseconds, for whole countries."""
    if _HAN.search(one[0]) or _HAN.search(other[0]):
        return True  # somebody wrote characters where Latin letters belong
    if fuzz.token_set_ratio(_folded(one[0]), _folded(other[0])) >= NEAR:
        return True
    return bool(one[1] and other[1]) and not set(simplify(one[1])).isdisjoint(simplify(other[1]))


def named_alike(one: Described, other: Described) -> bool:
    """The same name in either script, up to order, accents and a slip of the pen."""
    if same(one.names, other.names) or one.sounds & other.sounds:
        return True
    return any(fuzz.ratio(a, b) >= NAME_ALIKE for a in one.sounds for b in other.sounds)


def one_person(one: Described, other: Described) -> bool:
    """As good as certain: the same ORCID iD, or the same name at the same place. Two iDs are two people."""
    if one.orcid and other.orcid:
        return one.orcid == other.orcid
    return named_alike(one, other) and _same_place(one, other)


def unsettled(mine: Described, other: Described) -> bool:
    """The same name, and of one of both nobody wrote where they work: the letter waits until `mine` says more.

    A place and an ORCID iD together are all that anybody can say; with them it is settled.
    """
    if (mine.orcid and other.orcid) or (mine.orcid and mine.place):
        return False
    return not (mine.place and other.place) and named_alike(mine, other)


def perhaps_one(one: Described, other: Described) -> bool:
    """Worth a question: the names are alike, up to initials."""
    if one.orcid and other.orcid:
        return one.orcid == other.orcid
    return named_alike(one, other) or alike(one.names, other.names)


def _same_place(one: Described, other: Described) -> bool:
    if one.mail and one.mail == other.mail:
        return True
    return bool(one.place and other.place) and fuzz.token_set_ratio(one.place, other.place) >= PLACE_ALIKE


def _folded(name: str) -> str:
    return plain(name).translate(BARE).replace(",", " ").replace(".", " ")


def _sounds(names: NameForms) -> frozenset[str]:
    latin = {
        "".join(order)
        for words in names.latin
        if 1 < len(words) <= MOST_WORDS
        for order in permutations(words)
    }
    read = {
        spelling
        for native in names.native
        if _HAN.search(native)
        for syllables in spelt(native)
        for surname in (1, 2)
        if len(syllables) > surname
        for spelling in ("".join(syllables), "".join(syllables[surname:] + syllables[:surname]))
    }
    return frozenset(latin | read)
