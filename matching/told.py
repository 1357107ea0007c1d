"""What people say of themselves in passing that a blind reader should not weigh: where they come from, live and work,
and the name of any organisation, also one that the profile does not list or lists in the other script.

By the way such things are written, so not every one is found: the page says that people are quoted as they wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from matching.countries import chinese_names
from matching.settled import settled

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
    """Where the text says so: (start, end)."""
    for match in _pattern().finditer(text):
        yield match.span()
    yield from settled(text)


@cache
def _pattern() -> re.Pattern[str]:
    countries = "|".join(map(re.escape, chinese_names()))
    whose = rf"(?:{countries})[{_HAN}]{{0,3}}?(?:国籍|华人|华裔|籍|裔|人)"
    origin = rf"{whose}(?![{_HAN}]*(?:群|口|类|工|民|体))"
    # "马来西亚青年学者" at the beginning, as headlines have it: elsewhere it may be said of others.
    headline = (
        rf"^(?:{countries})(?=(?:青年|女性|资深)?[{_HAN}]{{0,6}}(?:学者|专家|教授|博士|科学家|工程师|研究员))"
    )
    return re.compile("|".join((origin, headline, _ORIGIN_EN, _ORGANISATION_EN, _ORGANISATION_ZH)))
