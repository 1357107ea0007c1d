"""How many openings each value of each facet would show, together with everything else that is chosen.

One reading of the columns for all facets, kept for FACETS_SECONDS, and numpy for the rest, where there was a query for
each facet. What takes applications now is the same for every reader, so one table serves them all; the list itself is
asked of the database each time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.utils import timezone
from django.utils.translation import get_language
from numpy.typing import NDArray

from bases.deadlines import within
from bases.facet_table import Column, Table, grouped, read_table
from bases.facets import FACETS, WINDOWS, Facet
from taxonomy.choices import Language
from taxonomy.models import Challenge, PriorityField


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet."""

    value: str
    label: str
    count: int  # openings that it shows together with the other facets in force
    chosen: bool


def counted(
    chosen: Mapping[str, list[str]], *, among: Collection[int] | None = None
) -> list[tuple[Facet, list[Value]]]:
    """Every facet with the values that occur, and the chosen ones; `among`: ids that were found, none means all.

    A value counts what choosing it would show: its own facet does not narrow it.
    """
    table = read_table()
    columns, base = _now(table, among)
    masks = {name: _keeps(columns[name], values) for name, values in chosen.items() if values}
    found = []
    for facet in FACETS:
        mask = base
        for name, kept in masks.items():
            if name != facet.name:
                mask = mask & kept
        counts = _count(columns[facet.name], mask)
        found.append((facet, _values(facet, counts, chosen.get(facet.name, []), table)))
    return found


@dataclass(frozen=True, slots=True)
class Question:
    """What a saved search asks, and since when an opening counts as new."""

    chosen: Mapping[str, list[str]]
    since: datetime
    among: Collection[int] | None = None


def numbers_of(questions: Iterable[Question]) -> list[tuple[int, int]]:
    """(openings that answer it, how many of them are new) for each question."""
    table = read_table()
    found = []
    for question in questions:
        columns, mask = _now(table, question.among)
        for name, values in question.chosen.items():
            mask &= _keeps(columns[name], values)
        new = mask & (table.published > question.since.timestamp())
        found.append((int(mask.sum()), int(new.sum())))
    return found


def _now(table: Table, among: Collection[int] | None) -> tuple[Mapping[str, Column], NDArray[np.bool_]]:
    """The columns at this moment, and -> bool [n]: what takes applications, of those `among` which to look."""
    now = timezone.now().timestamp()
    mask = table.deadlines > now
    if among is not None:
        mask &= np.isin(table.keys, np.fromiter(among, dtype=np.int64, count=len(among)))
    return {**table.columns, "deadline": _windows(table.deadlines - now)}, mask


def _keeps(column: Column, values: Collection[str]) -> NDArray[np.bool_]:
    """-> bool [n]: rows with any of the values."""
    places = [i for i, value in enumerate(column.values) if value in values]
    fits: NDArray[np.bool_] = column.has[:, places].sum(axis=1) > 0
    return fits[column.codes]


def _count(column: Column, mask: NDArray[np.bool_]) -> dict[str, int]:
    rows = np.bincount(column.codes[mask], minlength=len(column.has))
    return dict(zip(column.values, (rows @ column.has).tolist(), strict=True))


def _windows(seconds: NDArray[np.float64]) -> Column:
    """Which of WINDOWS a deadline in so many seconds lies in: whatever is in a shorter one is in the longer ones."""
    edges = np.array([within(days).total_seconds() for days in WINDOWS.values()], dtype=np.float64)
    names = tuple(WINDOWS)
    return grouped(np.searchsorted(edges, seconds, side="right"), [names[i:] for i in range(len(names) + 1)])


def _values(facet: Facet, counts: Mapping[str, int], chosen: list[str], table: Table) -> list[Value]:
    values = {value for value, number in counts.items() if number} | set(chosen)
    labels: Mapping[str, str]
    if facet.choices:
        labels = {value: str(label) for value, label in facet.choices().items() if value in values}
    else:
        labels = _row_names(facet.name, values, table)
    return [Value(value, label, counts.get(value, 0), value in chosen) for value, label in labels.items()]


def _row_names(facet: str, values: Collection[str], table: Table) -> Mapping[str, str]:
    if facet in ("field", "challenge"):
        model = PriorityField if facet == "field" else Challenge
        return {row.pk: str(row) for row in model.objects.all() if row.pk in values}
    language = get_language() or Language.EN
    names = {value: table.name(facet, value, language) for value in values}
    return dict(sorted(names.items(), key=lambda item: item[1]))
