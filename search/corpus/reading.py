"""JSON lines of experts or openings -> values. Everything is checked before anything is made of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.neutral import neutral
from search.text.language import CHINESE, detect
from search.types import Passage, in_another_language

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
SHAPE = '{"id", "kind", "title", "text", "publications": [{"title", "abstract", "year"}]}'

FIELDS = {"id", "kind", "title", "text", "publications"}
OF_A_PUBLICATION = {"title", "abstract", "year"}


class CorpusError(Exception):
    """A line cannot be used; the message names file, line, field and remedy."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One expert or opening and its texts."""

    id: str
    passages: tuple[Passage, ...]
    unread: frozenset[str] = frozenset()  # fields of the line that nobody asks for

    @property
    def in_another_language(self) -> bool:
        """Whether its texts are."""
        return in_another_language(self.passages)

    @property
    def says_something(self) -> bool:
        """Whether there is a word in it; a text of signs alone is near to nothing."""
        return any(passage.has_words for passage in self.passages)


def read_experts(path: Path) -> list[Entry]:
    """Each expert with its profile text, if any, and its publications; some have neither. Raises CorpusError."""
    return list(_entries(path, profile_key="profile", publications=True))


def read_openings(path: Path) -> list[Entry]:
    """Each opening with its text. Raises CorpusError."""
    return list(_entries(path, profile_key="opening", publications=False))


def _entries(path: Path, *, profile_key: str, publications: bool) -> Iterator[Entry]:
    seen: dict[str, int] = {}
    for number, row in _rows(path):
        where = f"{path}:{number}"
        id = row.get("id")
        if not isinstance(id, str) or not id.strip():
            raise CorpusError(
                f"{where}, field id: a text is needed, found {_short(id)}; "
                + ('give every line an "id".' if id is None or isinstance(id, str) else "write it in quotes.")
            )
        if _LONE_SURROGATE.search(id):
            raise CorpusError(
                f"{where}, field id: {_short(id)} holds half a character; write it in full or choose another id."
            )
        if id in seen:
            raise CorpusError(
                f"{where}, field id: {id!r} stands already in line {seen[id]}; give each its own id."
            )
        seen[id] = number
        _text(row, "kind", where)
        own = [_text(row, name, where) for name in ("title", "text")]
        passages = [_passage(profile_key, *(map(neutral, own) if publications else own))]
        passages += _publications(row, where)
        if not publications:
            passages = passages[:1]
        passages = [passage for passage in passages if passage.title or passage.body]
        if not passages and not publications:
            raise CorpusError(
                f"{where}, field text: {id!r} asks for nothing; fill in title or text, or remove the line."
            )
        yield Entry(id, tuple(passages), _unread(row))
    if not seen:
        raise CorpusError(f"{path}: no line in it; write one JSON object a line: {SHAPE}.")


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        raw = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise CorpusError(f"{path} cannot be read ({error.strerror}); name a file of JSON lines.") from error
    for number, line in enumerate(raw.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise CorpusError(
                f"{path}:{number}: byte {error.start + 1} is not UTF-8; save the file as UTF-8."
            ) from error
        except (ValueError, RecursionError) as error:  # also a number of thousands of digits
            raise CorpusError(
                f"{path}:{number}: no JSON ({error}); write one object a line: {SHAPE}."
            ) from error
        if not isinstance(row, dict):
            raise CorpusError(f"{path}:{number}: an object is needed, found {_short(row)}; write {SHAPE}.")
        yield number, row


def _publications(row: dict[str, Any], where: str) -> Iterator[Passage]:
    found = row.get("publications") or []
    if not isinstance(found, list):
        raise CorpusError(
            f"{where}, field publications: a list is needed, found {_short(found)}; write [] for none."
        )
    for i, publication in enumerate(found):
        if not isinstance(publication, dict):
            raise CorpusError(
                f"{where}, field publications[{i}]: an object is needed, found {_short(publication)}; "
                'write {"title", "abstract", "year"}.'
            )
        year = publication.get("year")
        if not _is_year(year):
            raise CorpusError(
                f"{where}, field publications[{i}].year: a number is needed, found {_short(year)}; "
                "correct it or leave it out."
            )
        title = _text(publication, "title", where, of=f"publications[{i}].")
        abstract = _text(publication, "abstract", where, of=f"publications[{i}].")
        yield _passage(f"publication:{i}", title, abstract)


def _unread(row: dict[str, Any]) -> frozenset[str]:
    inner = [one for one in row.get("publications") or () if isinstance(one, dict)]
    return frozenset(row.keys() - FIELDS).union(
        *({f"publications.{name}" for name in one.keys() - OF_A_PUBLICATION} for one in inner)
    )


def _is_year(value: object) -> bool:
    """A whole number, as a number or in quotes, or nothing."""
    if isinstance(value, str):
        return not value.strip() or value.strip().isdecimal()
    return value is None or (isinstance(value, int) and not isinstance(value, bool))


def _text(row: dict[str, Any], field: str, where: str, *, of: str = "") -> str:
    """A text, or an empty one where the field is missing or null."""
    value = row.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise CorpusError(
            f"{where}, field {of}{field}: a text is needed, found {_short(value)}; write it in quotes or leave it out."
        )
    return value.strip()


def _passage(key: str, title: str, body: str) -> Passage:
    language = CHINESE if detect(f"{title} {body}") == CHINESE else "en"
    return Passage(key, language, title, body)


def _short(value: object) -> str:
    shown = _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", json.dumps(value, ensure_ascii=False))
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
