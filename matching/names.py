"""Where a text names a person: every form of their name, whatever its case, accents or script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from experts.models import Profile
from search.text.cedict import dictionary, simplify
from search.text.characters import HAN, plain_with_offsets

# Chinese, kana, Hangul (folded: its letters) and Thai, where the words of a sentence touch.
UNSPACED = rf"{HAN}\u3040-\u30ff\u1100-\u11ff\u0e00-\u0e7f"
LETTER = rf"[^\W_{UNSPACED}]"  # of a script that sets its words apart
BETWEEN = r"[\s·・,.-]"  # two words of a name
SHORT = 2  # letters, in names that are also symbols: Li, He
# Letters that no accent can be taken from.
BARE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "’": "'"})


@dataclass(frozen=True, slots=True)
class Names:
    """Every form of one person's name."""

    pattern: re.Pattern[str]  # over folded text
    words: frozenset[str]  # single words of the name, folded: they may also be ordinary words

    def spans(self, text: str) -> list[tuple[int, int]]:
        """(start, end) of every name in `text`, from left to right."""
        folded, at = _folded(text)
        found = []
        for match in self.pattern.finditer(folded):
            start, end = at[match.start()], at[match.end()]
            if match.group() not in self.words or not _is_ordinary(text[start:end], text[end:]):
                found.append((start, end))
        return found


def names_of(profile: Profile) -> Names | None:
    """The whole name in either order and each of its words, in both scripts; None for somebody without a name."""
    whole: list[list[str]] = []
    words: set[str] = set()
    for name in (profile.name, profile.native_name):
        parts = [part for part in re.split(f"{BETWEEN}+", _folded(name)[0]) if part]
        words.update(part for part in parts if len(part) > 1)
        if len(parts) > 1:
            whole += [parts, parts[::-1]]
    # The longest first: a whole name is one name.
    forms = [*sorted(whole, key=lambda parts: -len("".join(parts))), *([word] for word in _longest(words))]
    if not forms:
        return None
    return Names(re.compile("|".join(map(_standing_alone, forms))), frozenset(words))


def whole_name(name: str) -> Names | None:
    """A name of something: covered as a whole, its single words are words like any other; None where it is blank."""
    parts = [part for part in re.split(f"{BETWEEN}+", _folded(name)[0]) if part]
    return Names(re.compile(_standing_alone(parts)), frozenset()) if parts else None


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
    return word.islower() and word in _english_words()


@cache
def _english_words() -> frozenset[str]:
    """Words that the dictionary's glosses write in lower case."""
    glosses = dictionary().entries.values()
    return frozenset(word for gloss in glosses for word in re.findall(r"\b[a-z]{2,}\b", gloss))


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as names are compared in it, and where each of its characters and its end stand in `text`."""
    folded, at = plain_with_offsets(text)
    return simplify(folded).translate(BARE), at
