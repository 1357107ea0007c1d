"""Contact data that somebody writes into a message: the other side reads them once both have said yes."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

_ADDRESS = re.compile(r"[\w.+-]+ ?[@＠] ?[\w-]+(?:\.[\w-]+)+")
_PAGE = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_DAY = re.compile(r"((?<!\d)(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\2(?:[12]\d|3[01]|0?[1-9])(?!\d))")
_NUMBER = re.compile(
    r"(?<![\w.])(?:\+|00)?\d(?:[ ()/.-]{0,2}\d){7,15}(?!\w)"
)  # of a telephone or a messenger
_FRACTION = re.compile(r"\d+\.\d+")


def covered(text: str) -> str:
    """The same without addresses and long numbers; days and fractions stay."""
    instead = _("[shown once both sides have said yes]")
    text = _PAGE.sub(instead, _ADDRESS.sub(instead, text))
    parts = _DAY.split(text)[::3]
    days = [found[0] for found in _DAY.finditer(text)]
    said = [
        _NUMBER.sub(lambda found: found[0] if _FRACTION.fullmatch(found[0]) else instead, one)
        for one in parts
    ]
    return "".join(one + day for one, day in zip(said, [*days, ""], strict=True))
