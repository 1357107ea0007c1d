"""Contact data that somebody writes into a message: the other side reads them once both have said yes."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

_ADDRESS = re.compile(r"[\w.+-]+ ?[@＠] ?[\w-]+(?:\.[\w-]+)+")
_WORK = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)
_PAGE = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# What stays: days, DOIs, ISSNs.
_KEPT = re.compile(
    r"((?<!\d)(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\2(?:[12]\d|3[01]|0?[1-9])(?!\d)"
    r"|(?<![\w.])10\.\d{4,9}/\S+|(?<![\w-])\d{4}-\d{3}[\dX](?![\w-]))"
)
_NUMBER = re.compile(
    r"(?<![\w./-])(?:\+|00)?\d(?:[ ()/.-]{0,2}\d){7,15}(?!\w)"
)  # of a telephone or a messenger
_FRACTION = re.compile(r"\d+\.\d+")


def covered(text: str) -> str:
    """The same without addresses and long numbers, but for what researchers write to each other: days, works."""
    instead = _("[shown once both sides have said yes]")
    text = _PAGE.sub(_kept_work(instead), _ADDRESS.sub(instead, text))
    parts = _KEPT.split(text)[::3]
    kept = [found[0] for found in _KEPT.finditer(text)]
    said = [
        _NUMBER.sub(lambda found: found[0] if _FRACTION.fullmatch(found[0]) else instead, one)
        for one in parts
    ]
    return "".join(one + more for one, more in zip(said, [*kept, ""], strict=True))


def _kept_work(instead: str) -> Callable[[re.Match[str]], str]:
    """A link to a work is nobody's address."""
    return lambda found: found[0] if _WORK.match(found[0]) else instead
