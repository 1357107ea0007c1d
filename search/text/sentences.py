"""Cutting a text where a reader would: sentences, and clauses where a sentence is long. For the evidence of a match."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_CHARACTERS = 20_000  # of a text that is cut up
LONG = 160  # characters from which a sentence is cut into clauses; a Chinese character counts for two
SHORT = 24  # a clause shorter than this stays with its neighbour

# A full stop ends a sentence only before a blank and a capital letter, digit or Chinese character.
_END = re.compile(
    r"(?<=[。！？!?；])[”’」』\"')）]*\s*"
    r"|(?<=\.)[”’\"')]*\s+(?=[\"'“‘(\[]?[A-Z0-9\u4e00-\u9fff])"
    r"|\n"
)
_CLAUSE_END = re.compile(r"(?<=[，；：])|(?<=[,;:])\s+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|etc|cf|vs|fig|figs|eq|eqs|ref|refs|no|vol|approx"
    r"|dr|prof|mr|mrs|ms|st|dept|univ|inc|ltd|jr)"
    r"|(?<!['’])\b(?-i:[A-Z]))\.$",
    re.IGNORECASE,
)
_WIDE = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """text[start:end] == content, without blanks at its ends."""

    start: int
    end: int
    content: str


def sentences(text: str) -> list[Piece]:
    """The sentences of a Chinese, English or mixed text, in order; one without a letter or digit is left out."""
    text = text[:MAX_CHARACTERS]
    found: list[Piece] = []
    start = 0
    for match in _END.finditer(text):
        if text[match.start() - 1 : match.start()] == "." and _ABBREVIATION.search(
            text[max(start, match.start() - 12) : match.start()]
        ):
            continue
        found += _piece(text, start, match.end())
        start = match.end()
    return [*found, *_piece(text, start, len(text))]


def clauses(text: str) -> list[Piece]:
    """As `sentences`, and long ones cut at their commas into pieces that still say something."""
    found: list[Piece] = []
    for sentence in sentences(text):
        if _width(sentence.content) <= LONG:
            found.append(sentence)
            continue
        found += _clauses(text, sentence)
    return found


def _clauses(text: str, sentence: Piece) -> Iterator[Piece]:
    start = sentence.start
    for match in _CLAUSE_END.finditer(text, sentence.start, sentence.end):
        if _width(text[start : match.start()]) >= SHORT and 2 * (sentence.end - match.end()) >= SHORT:
            yield from _piece(text, start, match.end())
            start = match.end()
    yield from _piece(text, start, sentence.end)


def _piece(text: str, start: int, end: int) -> Iterator[Piece]:
    content = text[start:end]
    left = len(content) - len(content.lstrip())
    content = content.strip()
    if any(character.isalnum() for character in content):
        yield Piece(start + left, start + left + len(content), content)


def _width(text: str) -> int:
    return len(text) + len(_WIDE.findall(text))
