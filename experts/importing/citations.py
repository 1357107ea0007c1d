"""One line of a list of publications, as people write them. A guess: every style has its own order."""

from __future__ import annotations

import re

from experts.importing import tidy
from experts.importing.record import Work

NUMBER = re.compile(r"^\s*(?:\[\d{1,4}\]\s*|\d{1,3}[.)、](?!\d)\s*|[•·▪*]\s+)")
QUOTED = re.compile(r"[\"“「《『]([^\"”」》』]{8,400})[\"”」》』]")
AFTER_YEAR = re.compile(r"[(（]((?:19|20)\d{2})[a-z]?[)）][.,:，。]?\s+")
KIND = re.compile(r"\s*\[[A-Z](?:/OL)?\]")  # [J], [C]: the kind of source in Chinese style (GB/T 7714)
SENTENCE = re.compile(r"[.．。]\s+|[.。](?=[\u3400-\u9fff])")
SHORTEST = 8  # characters of a title


def read_citation(written: str, place: str) -> Work | None:
    """The work that a line speaks of; None for a line that is none."""
    text = NUMBER.sub("", tidy.line(written))
    doi, year = tidy.doi(text), tidy.year(tidy.DOI.sub("", text))
    bare = re.sub(r"https?://\S+|\bdoi:?\s*", " ", tidy.DOI.sub(" ", text), flags=re.IGNORECASE)
    bare = tidy.line(bare).strip(" .,;")
    if not doi and not year:
        return None
    authors, title, venue = _parts(bare)
    if len(title) < SHORTEST and not (tidy.is_chinese(title) and len(title) >= SHORTEST // 2):
        return Work(title="", year=year, doi=doi, place=place) if doi else None
    return Work(
        title=title[:500], year=year, doi=doi, venue=venue[:250], authors=authors[:1_000], place=place
    )


def _parts(text: str) -> tuple[str, str, str]:
    """Authors, title, venue."""
    if quoted := QUOTED.search(text):
        return _ends(text[: quoted.start()]), _ends(quoted.group(1)), _venue(text[quoted.end() :])
    if kind := KIND.search(text):
        before = SENTENCE.split(text[: kind.start()], maxsplit=1)
        return _ends(before[0]) if len(before) > 1 else "", _ends(before[-1]), _venue(text[kind.end() :])
    if year := AFTER_YEAR.search(text):
        rest = SENTENCE.split(text[year.end() :], maxsplit=1)
        return _ends(text[: year.start()]), _ends(rest[0]), _venue(rest[1]) if len(rest) > 1 else ""
    sentences = [sentence for sentence in SENTENCE.split(text) if sentence.strip()]
    # Initials end with full stops too: the title is the longest part, authors stand before it.
    longest = max(range(len(sentences)), key=lambda at: len(sentences[at]), default=0)
    if not sentences:
        return "", "", ""
    return (
        _ends(". ".join(sentences[:longest])),
        _ends(sentences[longest]),
        _venue(". ".join(sentences[longest + 1 :])),
    )


def _ends(text: str) -> str:
    return text.strip(" .,;:，。；：")


def _venue(text: str) -> str:
    """What stands before volume, pages and year."""
    return _ends(re.split(r"[,，(（]|\b\d", _ends(text), maxsplit=1)[0])
