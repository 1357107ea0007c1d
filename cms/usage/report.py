"""The numbers of the last days, as a chart and in tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from cms.models.usage import PageCount, PageKind

DAYS = 30
COLUMN, HEIGHT = 24, 180  # units of the chart


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of page, or a day: how often in each language, and altogether."""

    label: str
    numbers: tuple[int, ...]  # in the order of settings.LANGUAGES

    @property
    def total(self) -> int:
        return sum(self.numbers)


@dataclass(frozen=True, slots=True)
class Piece:
    """Of a column of the chart: the share of one language."""

    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    line: Line
    pieces: tuple[Piece, ...]  # as the numbers of the line


@dataclass(frozen=True, slots=True)
class Report:
    days: list[Day]  # the oldest first, without a gap
    kinds: list[Line]  # that were asked for, the most asked first
    most: int  # of one day

    @property
    def total(self) -> int:
        return sum(day.line.total for day in self.days)

    @property
    def width(self) -> int:
        return COLUMN * len(self.days)


def report() -> Report:
    """Of the last DAYS days, today included, in two queries."""
    last = timezone.localdate()
    dates = [last - timedelta(days=ago) for ago in reversed(range(DAYS))]
    rows = PageCount.objects.filter(day__gte=dates[0]).order_by()
    by_day = _sums(rows.values_list("day", "language").annotate(Sum("number")))
    by_kind = _sums(rows.values_list("kind", "language").annotate(Sum("number")))
    lines = [Line(day.isoformat(), by_day.get(day, _nothing())) for day in dates]
    most = max(line.total for line in lines)
    kinds = [Line(str(PageKind(kind).label), numbers) for kind, numbers in by_kind.items()]
    return Report(
        days=[
            Day(day, line, tuple(_pieces(number, line, most)))
            for number, (day, line) in enumerate(zip(dates, lines, strict=True))
        ],
        kinds=sorted(kinds, key=lambda line: (-line.total, line.label)),
        most=most,
    )


def all_counts() -> Iterator[tuple[str, str, str, int]]:
    """Everything that is kept: day, kind, language, number."""
    rows = PageCount.objects.order_by("day", "kind", "language")
    for row in rows.values_list("day", "kind", "language", "number").iterator():
        yield (row[0].isoformat(), *row[1:])


def _nothing() -> tuple[int, ...]:
    return tuple(0 for _ in settings.LANGUAGES)


def _sums(rows: Iterable[tuple[Any, str, int]]) -> dict[Any, tuple[int, ...]]:
    """What (a day, a kind) -> numbers in the order of the languages."""
    found: dict[Any, dict[str, int]] = {}
    for what, language, number in rows:
        found.setdefault(what, {})[language] = number
    return {
        what: tuple(of.get(language, 0) for language, _ in settings.LANGUAGES) for what, of in found.items()
    }


def _pieces(place: int, line: Line, most: int) -> Iterator[Piece]:
    """From the ground up."""
    y = float(HEIGHT)
    for number in line.numbers:
        height = HEIGHT * number / most if most else 0.0
        y -= height
        yield Piece(COLUMN * place, y, height)
