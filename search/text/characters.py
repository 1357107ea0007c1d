"""What a text looks like once characters that no reader sees or tells apart are gone."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"  # for character classes of regular expressions
_LOOKED_AT = 4000  # characters of a text, to tell its script
_SPACES = {"\t", "\n", "\r", "\x0b", "\x0c", "\x85"}
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"), "-")


class _Visible(dict[int, str]):
    """code point -> what stands for it; filled as characters are met. Each is taken alone, so offsets can be kept."""

    def __missing__(self, code: int) -> str:
        self[code] = found = self._stand_in(chr(code))
        return found

    def _stand_in(self, character: str) -> str:
        category = unicodedata.category(character)
        if character in _SPACES:
            return character
        if category in ("Cc", "Cf", "Co", "Cs", "Cn"):  # controls, zero widths, private and lone surrogates
            return ""
        return unicodedata.normalize("NFKC", character)


class _Plain(_Visible):
    """The same, and lower case, without accents, one kind of dash: for comparing words."""

    def _stand_in(self, character: str) -> str:
        if ord(character) in _DASHES:
            return _DASHES[ord(character)]
        visible = super()._stand_in(character).casefold()
        return "".join(c for c in unicodedata.normalize("NFKD", visible) if not "\u0300" <= c <= "\u036f")


_VISIBLE: Mapping[int, str] = _Visible()
_PLAIN: Mapping[int, str] = _Plain()


def visible(text: str) -> str:
    """Without hidden and zero-width characters; full-width and other compatibility forms become ordinary ones."""
    return text.translate(_VISIBLE)


# Of the scripts of the fifteen languages that the multilingual encoder learnt. Of others it makes a vector of unknown
# pieces, which is near every other such text.
_KNOWN_SCRIPTS = ("LATIN", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "CYRILLIC", "ARABIC", "THAI", "GREEK")


def has_words(text: str) -> bool:
    """Whether at least half of its letters, and one at all, are of a script that can be read."""
    letters = [c for c in visible(text[:_LOOKED_AT]) if c.isalpha()]
    known = sum(unicodedata.name(c, "").startswith(_KNOWN_SCRIPTS) for c in letters)
    return bool(letters) and 2 * known >= len(letters)


# Lower-case letters that no accent can be taken from, as names are often typed.
BARE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "’": "'"})


def plain(text: str) -> str:
    """As `visible`, and lower case, without accents, every dash a hyphen."""
    return text.translate(_PLAIN)


def visible_with_offsets(text: str) -> tuple[str, list[int]]:
    """`visible(text)` and, for each of its characters and its end, where in `text` that stands."""
    return _with_offsets(text, _VISIBLE)


def plain_with_offsets(text: str) -> tuple[str, list[int]]:
    """`plain(text)`, in the same way."""
    return _with_offsets(text, _PLAIN)


def _with_offsets(text: str, table: Mapping[int, str]) -> tuple[str, list[int]]:
    pieces, offsets = [], []
    for i, character in enumerate(text):
        piece = table[ord(character)]
        pieces.append(piece)
        offsets.extend([i] * len(piece))
    return "".join(pieces), [*offsets, len(text)]
