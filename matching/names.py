"""Where a text says who somebody is: every form of their name, whatever its case, accents or script, and more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain
from typing import NamedTuple

from experts.models import Profile
from matching.addresses import ADDRESS
from matching.countries import countries_in
from matching.settled import ordinary_words
from matching.told import told
from search.text.cedict import simplify
from search.text.characters import BARE, HAN, plain_with_offsets

# Chinese, kana, Hangul (folded: its letters) and Thai, where the words of a sentence touch.
UNSPACED = rf"{HAN}\u3040-\u30ff\u1100-\u11ff\u0e00-\u0e7f"
LETTER = rf"[^\W_{UNSPACED}]"  # of a script that sets its words apart
BETWEEN = r"[\s·・,.-]"  # two words of a name
SHORT = 2  # letters, in names that are also symbols: Li, He


class Kind(StrEnum):
    """What is covered."""

    NAME = "name"  # the person's own, or that of an organisation of theirs
    ADDRESS = "address"  # a way to reach or look them up
    TOLD = "told"  # their countries, and what they say in passing of where they come from or work


class Hidden(NamedTuple):
    """A piece of a text that says who somebody is."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Names:
    """Every form of one person's name, of the organisations they worked for, of their countries, and any address."""

    pattern: re.Pattern[str]  # over folded text
    words: frozenset[str]  # single words of the name, folded: they may also be ordinary words
    of_person: bool = True  # who also tells where they come from
    countries: frozenset[str] = frozenset()  # ISO 3166: of work, nationality and affiliations

    def spans(self, text: str) -> list[Hidden]:
        """What of `text` says who the person is, from left to right."""
        folded, at = _folded(text)
        found = []
        for match in self.pattern.finditer(folded):
            start, end = at[match.start()], at[match.end()]
            if match.group() not in self.words or not _is_ordinary(text[start:end], text[end:]):
                found.append(Hidden(start, end, Kind.ADDRESS if match.lastgroup == "address" else Kind.NAME))
        if not self.of_person:
            return found
        elsewhere = chain(told(text), countries_in(text, self.countries))
        found += [Hidden(start, end, Kind.TOLD) for start, end in elsewhere]
        return _apart(found)


def names_of(profile: Profile) -> Names:
    """The whole name in either order, with initials, and each of its words, in both scripts; and the organisations.

    Addresses are covered whatever is known of the name. Reads `affiliations`: prefetch them.
    """
    people = [parts for name in (profile.name, profile.native_name) if (parts := _words(name))]
    words = {word for name in people for word in name if len(word) > 1}
    whole = [order for name in people if len(name) > 1 for order in (name, name[::-1])]
    earlier = list(profile.affiliations.all()) if profile.pk else []  # one that is not saved yet has none
    codes = {
        one.code
        for one in (profile.country, *profile.nationalities, *(row.country for row in earlier))
        if one
    }
    places = {profile.affiliation, *(row.name for row in earlier)}
    whole += [split for place in places if len("".join(split := _words(place))) > 1]
    # The longest first: a whole name is one name.
    forms = sorted(whole, key=lambda parts: (-len("".join(parts)), parts))
    patterns = [_standing_alone(parts) for parts in forms]
    patterns += [form for name in people for form in _with_initials(name)]
    patterns += [_standing_alone([word]) for word in _longest(words)]
    whole_pattern = re.compile("|".join([f"(?P<address>{ADDRESS})", *patterns]))
    return Names(whole_pattern, frozenset(words), countries=frozenset(codes))


@cache
def only_addresses() -> Names:
    """Ways to reach or look somebody up, whoever it is."""
    return Names(re.compile(f"(?P<address>{ADDRESS})"), frozenset(), of_person=False)


def _apart(found: list[Hidden]) -> list[Hidden]:
    """From left to right; of two that touch or overlap one, of the first's kind."""
    kept: list[Hidden] = []
    for one in sorted(found):
        if kept and one.start < kept[-1].end:
            kept[-1] = kept[-1]._replace(end=max(one.end, kept[-1].end))
        else:
            kept.append(one)
    return kept


def _words(name: str) -> list[str]:
    return [part for part in re.split(f"{BETWEEN}+", _folded(name)[0]) if part]


def _with_initials(name: list[str]) -> Iterator[str]:
    """ "M. Solvang", "Solvang, M." and "M. S.", for the initials of just this name."""
    if len(name) < 2 or any(_touches(word) for word in name):
        return
    initials = "".join(sorted({re.escape(word[0]) for word in name}))
    dotted = rf"[{initials}]\."
    for word in sorted(set(name), key=lambda word: (-len(word), word)):
        if len(word) > 1:
            yield rf"(?<!{LETTER})(?:{dotted}[\s-]*)+{re.escape(word)}(?!{LETTER})"
            yield rf"(?<!{LETTER}){re.escape(word)},?\s*{dotted}(?:[\s-]*{dotted})*"
    for order in (name, name[::-1]):
        yield rf"(?<!{LETTER})" + r"[\s-]*".join(rf"{re.escape(word[0])}\." for word in order)


def whole_name(name: str) -> Names | None:
    """A name of something: covered as a whole, its single words are words like any other; None where it is blank."""
    parts = _words(name)
    return Names(re.compile(_standing_alone(parts)), frozenset(), of_person=False) if parts else None


def _standing_alone(parts: list[str]) -> str:
    """ "LiWei", "Li Wei" and "Li-Wei", but not "Solvang" within "Solvangite"."""
    inner = f"{BETWEEN}*".join(map(_spaced, parts))
    before = "" if _touches(parts[0]) else f"(?<!{LETTER})"
    after = "" if _touches(parts[-1]) else f"(?!{LETTER})"
    return f"{before}{inner}{after}"


def _spaced(word: str) -> str:
    return r"\s*".join(map(re.escape, word)) if _touches(word) else re.escape(word)


def _touches(word: str) -> bool:
    return re.search(f"[{UNSPACED}]", word) is not None


def _longest(words: set[str]) -> Iterator[str]:
    yield from sorted(words, key=lambda word: (-len(word), word))


def _is_ordinary(word: str, rest: str) -> bool:
    """A word like any other, though it is one of the name: "a long day", "Li-ion cells". A veil would point at it."""
    if len(word) == SHORT and re.match("-[a-z]", rest):
        return True
    return word.islower() and word in ordinary_words()


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as names are compared in it, and where each of its characters and its end stand in `text`."""
    folded, at = plain_with_offsets(text)
    return simplify(folded).translate(BARE), at
