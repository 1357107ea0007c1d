"""Which words say somebody's name: they are kept out of what people search for, whoever reads that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from accounts.models import User
from experts.models import Profile
from search.text.characters import BARE
from search.text.surfaces import fold, has_han

SHORT = 2  # characters of a Chinese name that may as well be a part of any longer word
_BETWEEN = re.compile(r"[\s·・,.'’-]+")


def naming(words: Iterable[str]) -> set[str]:
    """Those of `words` (folded) that name somebody in the database: two words of a name in any order, or a name in
    Chinese characters. Two queries, none without words."""
    words = set(words)
    if not words:
        return set()
    pairs: set[frozenset[str]] = set()
    chinese: set[str] = set()
    for name in _names():
        parts = _parts(name)
        if has_han(name):
            chinese.update(part for part in ("".join(parts), *parts) if len(part) >= SHORT)
        else:
            pairs.update(_pairs(parts))
    return {
        word for word in words if (_holds(word, chinese) if has_han(word) else pairs & _pairs(_parts(word)))
    }


def _names() -> Iterator[str]:
    for row in Profile.objects.order_by().values_list("name", "native_name").iterator():
        yield from filter(None, map(fold, row))
    yield from map(fold, User.objects.order_by().exclude(name="").values_list("name", flat=True).iterator())


def _parts(name: str) -> list[str]:
    return [part for part in _BETWEEN.split(name.translate(BARE)) if part]


def _pairs(parts: Iterable[str]) -> set[frozenset[str]]:
    return set(map(frozenset, combinations(sorted({part for part in parts if len(part) > 1}), 2)))


def _holds(word: str, names: set[str]) -> bool:
    pieces = (
        word[start:end] for start in range(len(word)) for end in range(start + SHORT + 1, len(word) + 1)
    )
    return word in names or any(piece in names for piece in pieces)
