"""Whose texts hold a term: one bounded query for each table, and one pass over the texts for a large batch of terms.

The database proposes – it knows neither traditional characters nor whole words – and `Surfaces` decides. What it cannot
propose is a Latin form that the text writes with accents or in full width where the term does not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import and_, or_
from typing import Any

from django.db.models import Func, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Lower, StrIndex
from django.db.models.lookups import GreaterThan

from bases.models import BaseText, Opening, OpeningText, Project, ProjectText
from experts.models import ProfileText, Publication
from search.cache import CHUNK, chunks
from search.models.job import SubjectKind
from search.text.cedict import dictionary
from search.text.characters import visible
from search.text.surfaces import Surfaces, fold, has_han, singular

# Forms that the database is asked for one by one. Beyond some twenty that takes as long as reading every text once
# (5,000 profiles with 15,000 passages).
SEVERAL = 20
CHARACTERS = 6  # of a Chinese form that the query asks for; the rest is left to `Surfaces`

# Where characters lie that `visible` turns into ordinary Chinese ones: radicals, enclosed, compatibility.
_STAND_INS = ((0x2E80, 0x2FE0), (0x3200, 0x3400), (0xF900, 0xFB00), (0x1F200, 0x1F300), (0x2F800, 0x2FA20))
_LATIN_RUN = re.compile("[a-z0-9]+")

Subjects = Mapping[str, Sequence[int]]  # kind -> ids


@dataclass(frozen=True, slots=True)
class Texts:
    """A table with texts that the index reads (search/documents.py): its columns, and whom a row concerns."""

    model: type[Model]
    owner: str
    columns: tuple[str, ...]
    lists: tuple[str, ...]  # JSON columns that hold lists of short texts
    subjects: Callable[[list[int]], Subjects]


def _of_bases(ids: list[int]) -> Subjects:
    return {SubjectKind.BASE: ids, SubjectKind.OPENING: _openings("base_id", ids)}


def _of_projects(ids: list[int]) -> Subjects:
    bases = [
        base
        for some in chunks(ids, CHUNK)
        for base in Project.objects.filter(pk__in=some).values_list("base_id", flat=True)
    ]
    return {SubjectKind.BASE: bases, SubjectKind.OPENING: _openings("project_id", ids)}


def _openings(path: str, ids: list[int]) -> list[int]:
    return [
        pk
        for some in chunks(ids, CHUNK)
        for pk in Opening.objects.filter(**{f"{path}__in": some}).values_list("pk", flat=True)
    ]


OPENING_TEXTS = Texts(
    OpeningText,
    "opening_id",
    ("title", "description"),
    ("requirements",),
    lambda ids: {SubjectKind.OPENING: ids},
)
TABLES = (
    Texts(
        ProfileText,
        "profile_id",
        ("headline", "biography"),
        ("keywords",),
        lambda ids: {SubjectKind.PROFILE: ids},
    ),
    Texts(Publication, "profile_id", ("title", "abstract"), (), lambda ids: {SubjectKind.PROFILE: ids}),
    OPENING_TEXTS,
    Texts(BaseText, "base_id", ("name", "about"), (), _of_bases),
    Texts(ProjectText, "project_id", ("title", "description"), (), _of_projects),
)


def holders(surfaces: Iterable[str]) -> dict[str, list[int]]:
    """kind -> ids of the profiles, openings and bases whose indexed texts hold one of these forms."""
    wanted = sorted({surface for surface in surfaces if surface.strip()})
    found: dict[str, dict[int, None]] = {}
    for table in TABLES:
        if owners := owners_holding(table, wanted):
            for kind, ids in table.subjects(owners).items():
                found.setdefault(str(kind), {}).update(dict.fromkeys(ids))
    return {kind: list(ids) for kind, ids in found.items() if ids}


def owners_holding(table: Texts, surfaces: Sequence[str], *, among: QuerySet[Any] | None = None) -> list[int]:
    """The owners of the rows of `table` (of `among`: rows of it) that hold one of these forms, ascending. One query."""
    forms = Surfaces(surfaces)
    if not forms:
        return []
    rows = table.model._default_manager.all() if among is None else among
    rows = rows.order_by()
    condition = _may_hold(table, surfaces) if len(surfaces) <= SEVERAL else None
    if condition is not None:
        rows = rows.filter(condition)
    texts = rows.values_list(table.owner, *table.columns, *table.lists).iterator(chunk_size=1000)
    return sorted({owner for owner, *cells in texts if any(map(forms.held_by, _pieces(cells)))})


def _pieces(cells: Iterable[Any]) -> Iterator[str]:
    for cell in cells:
        if isinstance(cell, str):
            yield cell
        else:
            yield from (piece for piece in cell or () if isinstance(piece, str))


def _may_hold(table: Texts, surfaces: Sequence[str]) -> Q | None:
    """What every row with one of these forms fulfils; None where that would be anything."""
    conditions: list[Q] = []
    for surface in surfaces:
        parts = _parts(surface)
        if not parts:
            return None
        for column in table.columns:
            conditions.append(reduce(and_, (_any(Lower(column), ways) for ways in parts)))
        for column in table.lists:
            text = Lower(Cast(column, TextField()))
            conditions.append(reduce(and_, (_any(text, _escaped(ways)) for ways in parts)))
    return reduce(or_, conditions)


def _any(text: Func, ways: Iterable[str]) -> Q:
    # A plain search for bytes: half the time of LIKE.
    return reduce(or_, (Q(GreaterThan(StrIndex(text, Value(way)), 0)) for way in ways))


def _parts(surface: str) -> list[tuple[str, ...]]:
    """Pieces that a text with this form has, each in one of several ways to write it."""
    folded = fold(surface)
    if has_han(folded):
        characters = [c for c in dict.fromkeys(folded) if has_han(c)][:CHARACTERS]
        return [(character, *_other_ways().get(character, ())) for character in characters]
    # As the term writes it, without what accents do to letters; of "studies" what "study" has, too.
    runs = _LATIN_RUN.findall(visible(surface).casefold())
    return [(run[:-1] if len(run) > 3 and run.endswith("y") else run,) for run in map(singular, runs)]


def _escaped(ways: Iterable[str]) -> list[str]:
    """SQLite keeps JSON in ASCII with escapes, PostgreSQL as it reads."""
    return list(dict.fromkeys(form for way in ways for form in (way, json.dumps(way)[1:-1])))


@cache
def _other_ways() -> Mapping[str, tuple[str, ...]]:
    """Simplified character -> the traditional and compatibility characters that are folded to it."""
    ways: dict[str, list[str]] = {}
    stand_ins = (chr(code) for start, end in _STAND_INS for code in range(start, end))
    for written in (*map(chr, dictionary().simplified), *stand_ins):
        for character in fold(written):
            if character != written and has_han(character):
                ways.setdefault(character, []).append(written)
    return {character: tuple(dict.fromkeys(found)) for character, found in ways.items()}
