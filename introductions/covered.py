"""Contact data that somebody writes into a message: the other side reads them once both have said yes."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

_ADDRESS = re.compile(r"[\w.+-]+ ?[@＠] ?[\w-]+(?:\.[\w-]+)+")
_PAGE = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?<![\w.-])(?:\+|00)?\d(?:[ ()/.-]{0,2}\d){8,16}(?![\w-])"
)  # of a telephone or a messenger
_DAY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")


def covered(text: str) -> str:
    """The same without addresses and long numbers; days stay."""
    instead = _("[shown once both sides have said yes]")
    text = _PAGE.sub(instead, _ADDRESS.sub(instead, text))
    return _NUMBER.sub(lambda found: found[0] if _DAY.search(found[0]) else instead, text)
