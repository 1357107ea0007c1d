"""How Chinese characters are read, without tones: from CC-CEDICT, for names that stand in either script."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from functools import cache
from itertools import product

from search.text.cedict import dictionary_file, simplify

READINGS = 3  # of one character at most; more are rare, and a name has up to four characters
_SINGLE = re.compile(r"^\S (\S) \[([A-Za-z:]+)[1-5]\] ")


def spelt(name: str) -> frozenset[tuple[str, ...]]:
    """ "曾毅" -> {("zeng", "yi"), ("ceng", "yi")}; none where a character is not known."""
    characters = [_readings().get(character, ()) for character in simplify(name)]
    return frozenset(product(*characters)) if characters else frozenset()


@cache
def _readings() -> Mapping[str, tuple[str, ...]]:
    """Character -> its syllables: as a surname first, then in the order of the dictionary. Read once a process."""
    found: dict[str, list[str]] = {}
    with gzip.open(dictionary_file(), "rt", encoding="utf-8") as lines:
        for line in lines:
            if line[1:2] == " " and (match := _SINGLE.match(line)):
                character, syllable = match.groups()
                known = found.setdefault(character, [])
                surname = syllable[0].isupper()
                for one in _written(syllable.lower()):
                    if one in known and surname:
                        known.remove(one)
                    if one not in known:
                        known.insert(0 if surname else len(known), one)
    return {character: tuple(known[:READINGS]) for character, known in found.items()}


def _written(syllable: str) -> tuple[str, ...]:
    """ "lu:" is written lü, lu and lv."""
    return (syllable.replace("u:", "u"), syllable.replace("u:", "v")) if ":" in syllable else (syllable,)
