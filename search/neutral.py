"""Words that tell a person's gender or age take no part in what the engine makes of their own words.

Only how somebody speaks of a person is changed: whose illness or whose work a text is about is research ("women with
lupus", 老年男性患者) and stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_PRONOUNS = {"he": "they", "she": "they", "himself": "themselves", "herself": "themselves"} | dict.fromkeys(
    ("him", "her", "his", "hers"), "their"
)
_PERSON = r"(?:scientist|researcher|engineer|scholar|professor|doctor|physicist|chemist|biologist|lecturer|student)s?\b"
# "He" is helium as well, and "His" a part of proteins: only what people do makes the first a person.
_DOES = (
    r"(?:is|was|has|had|can|will|also|then|now|works?|worked|leads?|led|studie[sd]|holds?|held|joined|received|serve[sd]|"
    r"measure[sd]|develop(?:s|ed)|teaches|taught|writes|wrote|built|builds|supervise[sd]|lives|published|investigate[sd]|"
    r"uses|used|runs|ran|models|designs|designed|focuses|aims|wants|hopes|speaks|came|earned|obtained|completed|spent)\b"
)
_CHINESE_PERSON = "(?:科学家|学者|博士|研究员|工程师|教授|青年|科研人员|学生)"

_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(rf"\b(?:he|He(?= {_DOES})|[Ss]he|him|[Hh]is|[Hh]ers?|himself|[Hh]erself)\b(?![-–])"),
        lambda found: _PRONOUNS[found[0].lower()],
    ),
    (re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Madam)\b\.?"), ""),
    (re.compile(rf"\b(?:wo)?m[ae]n (?={_PERSON})|\b(?:fe)?male (?={_PERSON})", re.IGNORECASE), ""),
    (re.compile(r"\b(as|am) an? (?:wo)?man\b", re.IGNORECASE), r"\1"),
    (re.compile(r"\bI am \d\d(?: years old)?(?=[\s,.;])|\b\d\d-year-old (?=" + _PERSON + ")"), ""),
    (re.compile(r"\b(?:I was )?born in (?:19|20)\d\d\b", re.IGNORECASE), ""),
    (re.compile("她"), "他"),
    (re.compile("先生|女士|小姐"), ""),
    (re.compile(rf"[男女]性?(?={_CHINESE_PERSON})"), ""),
    # Standing alone, as in "王某，女，1980年生"
    (re.compile(r"(?:^|(?<=[,，。；、\s(（]))[男女](?=[,，。；、\s)）])"), ""),
    (re.compile(r"(?:今年|现年)\d\d岁|(?:19|20)\d\d年(?:\d{1,2}月)?(?:出生|生(?=[于,，。；、\s]))"), ""),
)


def neutral(text: str) -> str:
    """The text with words of gender and age made alike or left out."""
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return text
