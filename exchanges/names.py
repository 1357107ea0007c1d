"""Names that somebody has, and whether a typed one is among them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import permutations

from accounts.models import User
from matching.domain.same_name import folded

_APART = re.compile(r"[\s·・•‧.,/'’-]+")


def names_of(user: User) -> list[str]:
    """As their account has them, and their profile in either script; each once."""
    profile = getattr(user, "profile", None)
    names = (user.name, profile.name, profile.native_name) if profile else (user.name,)
    return list(dict.fromkeys(name for name in names if name))


def is_one_of(typed: str, names: Iterable[str]) -> bool:
    """Order of given and family name, case, spaces, width and accents aside. Two names may stand side by side, as the
    pages show both scripts."""
    known = [_words(name) for name in names]
    known += [[*one, *other] for one, other in permutations(known, 2)]
    return not _forms(_words(typed)).isdisjoint(form for words in known for form in _forms(words))


def _words(name: str) -> list[str]:
    return [word for word in _APART.split(folded(name)) if word]


def _forms(words: list[str]) -> set[str]:
    """Without spaces, begun with any of the words; and in the order of the alphabet."""
    turned = {"".join(words[at:] + words[:at]) for at in range(len(words))}
    return turned | {"".join(sorted(words))} if words else set()
