"""What the rules and parts read of an opening and of hundreds of people, without a model object for each row.

A list judges some four hundred people and shows fifty. Their rows as objects, with managers and clones of prefetched
querysets, took three quarters of the time of a list (docs/benchmarks.md, "Speed"); these stand-ins have the same names,
so that rules and parts need not know. Who is shown is read again, whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeVar, cast

from bases.models import Opening
from experts.models import Profile

Item = TypeVar("Item")


class Rows(tuple[Item, ...]):
    """Rows that are at hand."""

    __slots__ = ()

    def all(self) -> Rows[Item]:
        """As a manager says it."""
        return self


class Tag(NamedTuple):
    """A priority field or a challenge."""

    slug: str


class Country(NamedTuple):
    """A country by its code."""

    code: str


class Skill(NamedTuple):
    """A language somebody speaks."""

    language: str
    level: str


class Stay(NamedTuple):
    """A stay that somebody wants."""

    pk: int
    kind: str
    months_min: int
    months_max: int
    earliest: date
    latest: date


class Audience(NamedTuple):
    """Who may read a section."""

    section: str
    audience: str


@dataclass(frozen=True, slots=True)
class Person:
    """A profile, as far as it is judged."""

    pk: int
    kind: str
    career_stage: str
    country: Country
    nationalities: Sequence[Country]
    fields: Rows[Tag]
    challenges: Rows[Tag]
    languages: Rows[Skill]
    stays: Rows[Stay]
    visibility: Rows[Audience]


_RELATIONS: Mapping[str, type[Any]] = {"languages": Skill, "stays": Stay, "visibility": Audience}
OWN = ("pk", "kind", "career_stage", "country", "nationalities")  # of a profile
_TAGS = ("fields", "challenges")
_OF_OPENING = ("fields", "challenges", "required_languages", "texts")


def light_people(own: Sequence[tuple[Any, ...]]) -> list[Profile]:
    """People by their OWN columns, to be judged and not to be shown. Five queries."""
    keys = [row[0] for row in own]
    found = {name: _related(name, row, keys) for name, row in _RELATIONS.items()}
    tags = {name: _tags(name, keys) for name in _TAGS}
    people = [
        Person(
            pk=pk,
            kind=kind,
            career_stage=stage,
            country=Country(str(country or "")),
            nationalities=[Country(code) for code in str(nationalities or "").split(",") if code],
            **{name: Rows(of_all.get(pk, ())) for name, of_all in (found | tags).items()},
        )
        for pk, kind, stage, country, nationalities in own
    ]
    return cast("list[Profile]", people)


def _related(name: str, row: type[Any], keys: Iterable[int]) -> dict[int, list[Any]]:
    model: Any = Profile._meta.get_field(name).related_model
    found: dict[int, list[Any]] = {}
    values = model.objects.filter(profile_id__in=keys).values_list("profile_id", *row._fields)
    for owner, *cells in values:
        found.setdefault(owner, []).append(row(*cells))
    return found


def _tags(name: str, keys: Iterable[int]) -> dict[int, list[Any]]:
    field: Any = Profile._meta.get_field(name)
    other = f"{field.m2m_reverse_field_name()}__slug"
    found: dict[int, list[Any]] = {}
    rows = field.remote_field.through.objects.filter(profile_id__in=keys)
    for owner, slug in rows.values_list("profile_id", other):
        found.setdefault(owner, []).append(Tag(slug))
    return found


class _LightOpening:
    """An opening whose relations and properties are read once, however many people it is held against."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        for name in _OF_OPENING:
            setattr(self, name, Rows(getattr(opening, name).all()))

    def __getattr__(self, name: str) -> Any:
        value = self.__dict__[name] = getattr(self._opening, name)
        return value


def light_opening(opening: Opening) -> Opening:
    """The same opening for as long as one list takes."""
    return cast(Opening, _LightOpening(opening))
