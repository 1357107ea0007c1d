"""Where a text says in which place somebody sits, grew up or studied – whatever place that is.

A place of research stays: "glaciers in Nepal", 在显微镜下. So does a word like any other: "professor in Mechanics".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from matching.countries import chinese_names, english_names
from search.engine import get_lexicon
from search.text.cedict import dictionary, simplify

_CAPITAL = r"[A-Z\u00c0-\u00de][\w'’]*[a-z\u00df-\u00ff]\w*"
_PLACE = rf"(?P<place>(?:{_CAPITAL}|U\.?S\.?A?|UK)(?:[ -](?:(?:de|do|am|an der|upon) )?{_CAPITAL})*+)"
# "professor of soil science in", but not "researcher working on otters in".
_BETWEEN = r"(?:,? (?!(?:on|who|that|which|with|to|studying|using|in|from|at)\b)[a-z][\w-]*){0,5}?,?"
_ROLE = (
    r"(?:[Pp]rofessor|[Ll]ecturer|[Pp]ostdoc|[Rr]esearcher|[Ff]ellow|[Ss]tudent|[Ee]ngineer|[Ss]cientist|[Pp]hysician"
    r"|[a-z]+(?:ologist|icist|hemist))"
)
_NOW = r"(?: (?:now|currently|still|also|here|based|working|living|both))*"
_I = rf"(?:\bI am|\bI['’]m|\bI (?:have )?(?:work|worked|live|lived|studied|trained|grew up|teach|taught)){_NOW}"
_LIVED = r"\b(?:[Bb]ased|[Bb]orn|[Rr]aised|[Gg]rew up|[Bb]rought up|[Ll]iving|[Ee]ducated)(?: and raised)?"
_GROUP = (
    r"\b(?:[Mm]y|[Oo]ur) (?:[a-z-]+ )?(?:group|lab|laboratory|team|institute|department)(?: is)?(?: based)?"
)
_WHO = rf"(?:\b{_ROLE}{_BETWEEN}|{_I}|{_LIVED}|{_GROUP})"
# A word that goes on to something else: "in Drosophila embryos".
_ONWARD = r"and|or|where|on|in|for|with|since|who|as|at|is|to|until|but|from|by|[a-z]+(?:ing|s|ed)"
_NOTHING_MORE = rf"(?! (?!(?:{_ONWARD})\b)[a-z])"
_ENGLISH = re.compile(rf"{_WHO} (?:in|from|at|near) {_PLACE}{_NOTHING_MORE}")
_NATURE = re.compile(
    r"(?:\b| )(?:Sea|Ocean|River|Delta|Basin|Plateau|Bay|Gulf|Strait|Lake|Alps|Arctic|Antarctica)s?\b", re.I
)
_NO_PLACE_EN = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|English)\b"
)
_LONGEST = 6  # characters of a place

_VERB = (
    "(?:工作|任教|任职|长大|出生|生活|求学|读书|读博|读完|就读|实习|进修|留学|攻读|做博士后|从事|访学|教书|定居"
    "|获[^，。；]{0,14}学位)"
)
_VERB_AT_ONCE = re.compile(_VERB)
_IN_CHINESE = re.compile(r"(?<![存处位])在(?=[\u4e00-\u9fff])")
_FROM_CHINESE = re.compile("(?:出生于|生于|生长于|(?:^|(?<=[我人，。；：]))来自)(?=[\u4e00-\u9fff])")
_AFTER = re.compile(rf"(?:的?[\u4e00-\u9fffA-Za-z]{{0,8}}?)?{_VERB}")
_DIVISION = re.compile(
    "(?![全各本该某多一几两每])[\u4e00-\u9fff]{1,8}(?<![城超都省县门])[省市州县](?![场政])"
)
_DIALECT = re.compile("(?:家里|家中|在家|母语)(?:都|只|一直)?(?:讲|说|是)([\u4e00-\u9fff]{1,4}?(?:话|语))")
_IS_PLACE = re.compile(
    r"\b(?:city|capital|town|province|county|prefecture|municipality|state|district|region|country)\b"
)
_NO_PLACE = re.compile("[语文学会社教人族节年日月期版网系]$")


def settled(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every such place."""
    for match in _ENGLISH.finditer(text):
        if _is_place(match["place"]):
            yield match.span("place")
    simple = simplify(text)
    for match in _DIALECT.finditer(simple):
        yield match.span(1)
    for match in _IN_CHINESE.finditer(simple):
        end = _place_end(simple, match.end())
        near = _AFTER if end and _is_surely_a_place(simple[match.end() : end]) else _VERB_AT_ONCE
        if end and near.match(simple, end):
            yield match.end(), end
    for match in _FROM_CHINESE.finditer(simple):
        if end := _place_end(simple, match.end()):
            yield match.end(), end


def _is_place(words: str) -> bool:
    if words in english_names():
        return True
    if _NATURE.search(words) or _NO_PLACE_EN.match(words) or words.casefold() in get_lexicon().own_english:
        return False
    return any(word.casefold() not in ordinary_words() for word in re.findall(r"[^\W_]+", words))


@cache
def ordinary_words() -> frozenset[str]:
    """English words that the dictionary's glosses write in lower case."""
    glosses = dictionary().entries.values()
    return frozenset(word for gloss in glosses for word in re.findall(r"\b[a-z]{2,}\b", gloss))


def _place_end(text: str, start: int) -> int:
    """Where the name of a place that begins here ends; 0 where none does."""
    for name in chinese_names():
        if text.startswith(name, start):
            return start + len(name)
    if division := _DIVISION.match(text, start):
        return division.end()
    known = dictionary()
    for end in range(min(start + _LONGEST, len(text)), start + 1, -1):
        word = text[start:end]
        if glosses := known.glosses(word):
            proper = (
                glosses[0][:1].isupper() and not _NO_PLACE.search(word) and not _NATURE.search(glosses[0])
            )
            return end if proper else 0
    return 0


def _is_surely_a_place(word: str) -> bool:
    return (
        word in chinese_names()
        or _DIVISION.fullmatch(word) is not None
        or any(_IS_PLACE.search(gloss) for gloss in dictionary().glosses(word))
    )
