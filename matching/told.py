"""What people say of themselves in passing that a blind reader should not weigh: where they come from, and the name of
any organisation, also one that the profile does not list or lists in the other script.

By the way such things are written, so not every one is found: the page says that people are quoted as they wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale

_HAN = "\u4e00-\u9fff"
# Characters before which no name of an organisation goes on: 现为|利塔瓦工业大学, 几所|大学.
_BEFORE = "在于从到为是任获由与和及的现曾赴自往入至进所个家座两几多各本该我校某名等读上念"
_ORGANISATION_ZH = rf"(?:(?![{_BEFORE}])[{_HAN}]){{2,12}}?(?:大学|学院|研究所|研究院|科学院)"
_KIND = "University|Universit[äéà]t?|Universidade?|Institute|College|Academy|Polytechnic|Politecnico|Hospital"
_CAPITAL = r"[A-Z\u00c0-\u00de][\w'’-]*"
_SMALL = r"(?:of|for|and|the|de|du|der|di|da)"
_ORGANISATION_EN = (
    rf"\b(?:{_KIND})\s+(?:{_SMALL}\s+)+{_CAPITAL}(?:\s+(?:{_SMALL}\s+)*{_CAPITAL})*"
    rf"|\b(?!The\s)(?:{_CAPITAL}\s+(?:{_SMALL}\s+)?){{1,5}}(?:{_KIND})\b(?:\s+(?:{_SMALL}\s+)+{_CAPITAL})*"
)
_AFTER_I_AM = r"(?:(?<=\bI am )|(?<=\bI am a )|(?<=\bI am an ))"
_AFTER_FROM = "|".join(
    rf"(?<=\b{words} )" for words in ("born in", "grew up in", "raised in", "I am from", "I come from")
)
_ORIGIN_EN = (
    rf"{_AFTER_I_AM}{_CAPITAL}(?:an|ese|ish|ch|ss|ek|i)\b"
    rf"|(?:{_AFTER_FROM})(?:the )?{_CAPITAL}(?:\s{_CAPITAL})*"
)


def told(text: str) -> Iterator[tuple[int, int]]:
    """Where the text says so: (start, end), from left to right, none within another."""
    for match in _pattern().finditer(text):
        yield match.span()


@cache
def _pattern() -> re.Pattern[str]:
    names = Locale("zh").territories
    countries = sorted({name for code, name in names.items() if code.isalpha()}, key=len, reverse=True)
    whose = rf"(?:{'|'.join(map(re.escape, countries))})[{_HAN}]{{0,3}}?(?:国籍|华人|华裔|籍|裔|人)"
    origin = rf"{whose}(?![{_HAN}]*(?:群|口|类|工|民|体))"
    return re.compile("|".join((origin, _ORIGIN_EN, _ORGANISATION_EN, _ORGANISATION_ZH)))
