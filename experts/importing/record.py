"""What a file tells of a person, each value with the place where it stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Told:
    """A value and its place: "line:12", "page:3", "entry:solvang2019", "part:person/name"."""

    value: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """Where somebody worked. `country` as the file writes it; 0: no year told."""

    name: str
    role: str = ""
    city: str = ""
    country: str = ""
    ror: str = ""
    start_year: int = 0
    end_year: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A publication. `doi` without its resolver, in small letters; 0: no year told."""

    title: str
    year: int = 0
    doi: str = ""
    venue: str = ""
    authors: str = ""
    abstract: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language by its ISO 639-1 code and its level (CEFR, "native"); "": no level told."""

    language: str
    level: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Handle:
    """An identifier in a scheme, such as a Scopus author id."""

    scheme: str
    value: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What was left out: `code` says why, `count` how many, `place` where the first one stood."""

    code: str
    count: int = 1
    place: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """`format`: one of `FORMATS`. `guess`: read from running text by rules of thumb."""

    format: str
    guess: bool = False
    orcid: Told | None = None
    names: tuple[Told, ...] = ()
    country: Told | None = None
    doctorate_year: Told | None = None
    biographies: tuple[Told, ...] = ()
    keywords: tuple[Told, ...] = ()
    posts: tuple[Post, ...] = ()
    works: tuple[Work, ...] = ()
    languages: tuple[Spoken, ...] = ()
    identifiers: tuple[Handle, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def is_empty(self) -> bool:
        told = (field.name for field in fields(self) if field.name not in ("format", "guess", "notes"))
        return not any(getattr(self, name) for name in told)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


FORMATS = ("orcid", "bibtex", "ris", "csl", "doi", "cv", "europass", "manual")  # manual: another profile

_ONE: dict[str, Any] = {"orcid": Told, "country": Told, "doctorate_year": Told}
_MANY: dict[str, Any] = {
    "names": Told,
    "biographies": Told,
    "keywords": Told,
    "posts": Post,
    "works": Work,
    "languages": Spoken,
    "identifiers": Handle,
    "notes": Note,
}


def from_json(data: Mapping[str, Any]) -> Record:
    """The record that `to_json` wrote."""
    values: dict[str, Any] = {"format": data["format"], "guess": data["guess"]}
    for name, kind in _ONE.items():
        values[name] = kind(**data[name]) if data.get(name) else None
    for name, kind in _MANY.items():
        values[name] = tuple(kind(**one) for one in data.get(name, ()))
    return Record(**values)
