"""What is left of somebody in texts of others.

What means nobody else (a confirmed address, a connected ORCID iD) is taken out of every text of every table. A name is
only what somebody typed, and may be a word, an institution or another person: it is taken out of texts about this
person (`privacy.prose`), and nowhere else by a machine. Where else it stands is a list for officers (`NameLeft`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from privacy.domain.blotting import MARK, blot
from privacy.domain.columns import Column, prose_columns, text_columns
from privacy.domain.marks import forms_of, likes_of, may_be_looked_for, pattern_of

CEILING = 50  # texts: what more of them hold is a word, and no name
Linked = Mapping[str, set[str]]  # table.column -> keys of the rows about the person, as text
Changed = dict[str, list[object]]  # table.column -> keys of the rows that were changed


@dataclass(frozen=True, slots=True)
class Hit:
    column: Column
    key: Any
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Swept:
    """`left`: where names stay, for officers. `common`: how many names were not looked for, or are words."""

    changed: Changed
    left: list[Hit]
    common: int = 0


def sweep_exact(needles: Iterable[str]) -> Changed:
    """Take `needles` out of every text of every table."""
    needles, changed = tuple(needles), defaultdict(list)
    if needles:
        for column in text_columns():
            for hit in hits_in(column, needles):
                write(hit, pattern_of(needles).sub(MARK, hit.text))
                changed[column.place].append(hit.key)
    return dict(changed)


def sweep_names(names: Iterable[str], linked: Linked) -> Swept:
    """Take names out of the texts about the person; find where else they stand. A name that is a word stays in both."""
    swept, changed = Swept({}, []), defaultdict(list)
    for name in names:
        if not may_be_looked_for(name):
            swept.common += 1
            continue
        forms = tuple(forms_of(name))
        about, elsewhere = _places(forms, linked)
        if len(about) + len(elsewhere) > CEILING:
            swept.common += 1
            swept.left += about
            continue
        for hit in about:
            write(hit, blot(hit.text, pattern_of(forms)))
            changed[hit.column.place].append(hit.key)
        swept.left += elsewhere
    swept.changed = dict(changed)
    return swept


def _places(forms: Collection[str], linked: Linked) -> tuple[list[Hit], list[Hit]]:
    """(in texts about the person, elsewhere, of which no more are looked for than it takes to know a word)."""
    about: list[Hit] = []
    elsewhere: list[Hit] = []
    for column in prose_columns():
        theirs = linked.get(column.place, set())
        for hit in hits_in(column, forms):
            if str(hit.key) in theirs:
                about.append(hit)
            elif len(elsewhere) <= CEILING:
                elsewhere.append(hit)
    return about, elsewhere


def hits_in(column: Column, needles: Collection[str]) -> Iterator[Hit]:
    quoted, pattern = connection.ops.quote_name, pattern_of(needles)
    text = f"CAST({quoted(column.name)} AS text)"
    likes = sorted({like for needle in needles for like in likes_of(needle)})
    where = " OR ".join([f"LOWER({text}) LIKE %s"] * len(likes))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {quoted(column.key)}, {text} FROM {quoted(column.table)} WHERE {where}", likes
        )
        found = cursor.fetchall()
    for key, value in found:
        if spans := tuple(match.span() for match in pattern.finditer(value)):
            yield Hit(column, key, value, spans)


def write(hit: Hit, text: str) -> None:
    """Past the models, as it is stored; a text that would be too long is cut at its end."""
    column, quoted = hit.column, connection.ops.quote_name
    as_json = "::jsonb" if column.kind == "jsonb" else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {quoted(column.table)} SET {quoted(column.name)} = %s{as_json} WHERE {quoted(column.key)} = %s",
            [text[: column.limit], hit.key],
        )
