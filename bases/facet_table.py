"""The openings that take applications as columns, one for each facet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django_countries import countries
from numpy.typing import NDArray

from bases.choices import NationalityRule
from bases.facets import LENGTHS
from bases.models import BaseText, Opening, OpeningText, ProgrammeText, RequiredLanguage
from bases.shown import HOME
from taxonomy.choices import CareerStage
from taxonomy.kept import Kept

COLUMNS = (
    "pk", "deadline", "published_at", "kind", "direction", "months_min", "months_max", "nationality_rule",
    "nationalities", "institution__country", "institution__province", "base__province", "base__slug", "programme__slug",
    "stages_written",
)  # fmt: skip
Raw = TypeVar("Raw", bound=Hashable)
Names = Mapping[str, Mapping[str, str]]  # slug -> language -> name; "" for the original's


@dataclass(frozen=True, slots=True)
class Column:
    """Rows that have the same values, none or several, are a group. `codes` [n]: the group of row i."""

    codes: NDArray[np.integer[Any]]
    values: tuple[str, ...]
    has: NDArray[np.int32]  # [groups, values]: 1 where the rows of a group have the value


@dataclass(frozen=True, slots=True)
class Table:
    """Row i is opening `keys[i]`. `deadlines`, `published` [n]: seconds since 1970."""

    keys: NDArray[np.int64]
    deadlines: NDArray[np.float64]
    published: NDArray[np.float64]
    columns: Mapping[str, Column]
    names: Mapping[str, Names]  # facet -> names of its rows

    def name(self, facet: str, slug: str, language: str) -> str:
        """In the reader's language, else as the original has it."""
        versions = self.names[facet].get(slug, {})
        return versions.get(language) or versions.get("") or slug


def read_table() -> Table:
    """At most FACETS_SECONDS old. What has closed since is for the caller to leave out."""
    return _TABLE.get()


def forget_table() -> None:
    """The next question reads anew."""
    _TABLE.forget()


def _read() -> Table:
    taking = Opening.objects.open()
    written = taking.annotate(stages_written=Cast("career_stages", TextField()))
    rows = list(written.order_by("pk").values_list(*COLUMNS))
    of = dict(zip(COLUMNS, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(COLUMNS, ())
    keys = of["pk"]
    places = zip(of["institution__country"], of["base__province"], of["institution__province"], strict=True)
    columns = {
        "kind": _column(of["kind"], _one),
        "direction": _column(of["direction"], _one),
        "duration": _column(zip(of["months_min"], of["months_max"], strict=True), _lengths),
        "open_to": _column(zip(of["nationality_rule"], of["nationalities"], strict=True), _welcome),
        "country": _column(of["institution__country"], _one),
        "province": _column(places, _province),
        "base": _column(of["base__slug"], _one),
        "programme": _column(of["programme__slug"], _one),
        "stage": _column(of["stages_written"], _stages),
    }
    several = {
        "field": Opening.fields.through.objects.values_list("opening_id", "priorityfield_id"),
        "challenge": Opening.challenges.through.objects.values_list("opening_id", "challenge_id"),
        "works_in": RequiredLanguage.objects.values_list("opening_id", "language"),
        "written_in": OpeningText.objects.filter(is_original=True).values_list("opening_id", "language"),
    }
    for name, pairs in several.items():
        held = _held(pairs.filter(opening__in=taking).order_by())
        columns[name] = _column((tuple(held.get(key, ())) for key in keys), tuple)
    return Table(
        keys=np.array(keys, dtype=np.int64),
        deadlines=_seconds(of["deadline"]),
        published=_seconds(of["published_at"]),
        columns=columns,
        names={
            "base": _names(BaseText.objects.filter(base__slug__in=columns["base"].values), "base__slug"),
            "programme": _names(
                ProgrammeText.objects.filter(programme__slug__in=columns["programme"].values),
                "programme__slug",
            ),
        },
    )


def _seconds(moments: Iterable[datetime]) -> NDArray[np.float64]:
    return np.array([moment.timestamp() for moment in moments], dtype=np.float64)


def grouped(codes: NDArray[np.integer[Any]], groups: Sequence[Collection[str]]) -> Column:
    """A column of rows of which each belongs to one of the groups of values."""
    values = tuple(dict.fromkeys(value for group in groups for value in group))
    places = {value: i for i, value in enumerate(values)}
    has = np.zeros((len(groups), len(values)), dtype=np.int32)
    for i, group in enumerate(groups):
        has[i, [places[value] for value in group]] = 1
    return Column(codes, values, has)


def _column(raw: Iterable[Raw], values_of: Callable[[Raw], Collection[str]]) -> Column:
    codes: dict[Raw, int] = {}
    found = [codes.setdefault(one, len(codes)) for one in raw]
    return grouped(np.array(found, dtype=np.int32), [values_of(one) for one in codes])


def _held(pairs: QuerySet[Any, tuple[int, str]]) -> Mapping[int, Collection[str]]:
    held: dict[int, list[str]] = defaultdict(list)
    for key, value in pairs:
        held[key].append(value)
    return held


def _names(texts: QuerySet[Any, Any], slug: str) -> Names:
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for of, language, is_original, name in texts.order_by().values_list(
        slug, "language", "is_original", "name"
    ):
        names[of][language] = name
        if is_original:
            names[of][""] = name
    return dict(names)


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _lengths(months: tuple[int, int]) -> tuple[str, ...]:
    fewest, most = months
    return tuple(value for value, (low, high) in LENGTHS.items() if fewest <= high and most >= low)


def _stages(written: str) -> tuple[str, ...]:
    if written == "[]":
        return tuple(CareerStage.values)
    return tuple(stage for stage in CareerStage.values if f'"{stage}"' in written)


def _province(place: tuple[str, str | None, str]) -> tuple[str, ...]:
    country, of_base, of_institution = place
    province = of_base if of_base is not None else of_institution
    return (province,) if country == HOME and province else ()


def _welcome(rule: tuple[str, str]) -> tuple[str, ...]:
    kind, named = rule
    codes = set(named.split(",")) if named else set()
    if kind == NationalityRule.ONLY:
        return tuple(sorted(codes))
    return tuple(code for code in _codes() if code not in codes)


@lru_cache(maxsize=1)
def _codes() -> tuple[str, ...]:
    return tuple(code for code, _ in countries)


_TABLE = Kept(_read)
