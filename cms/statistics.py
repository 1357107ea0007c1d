"""The tables of the page of statistics: counted when it is served, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from accounts.models import Purpose
from bases.choices import BaseKind
from bases.models import Base, Opening
from experts.models import Profile
from experts.querysets import consented
from taxonomy.choices import Province, StayKind
from taxonomy.models import PriorityField

FEWEST = 5  # people: a smaller group might be recognised


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    number: int | None  # None: fewer than FEWEST people
    width: int = 0  # of its bar, 0–100

    @property
    def hidden(self) -> bool:
        return self.number is None


@dataclass(frozen=True, slots=True)
class Table:
    key: str
    title: str | Promise
    head: str | Promise  # of the column of labels
    rows: list[Row]
    note: str | Promise = ""


def tables() -> list[Table]:
    fields = {field.pk: str(field) for field in PriorityField.objects.order_by("order")}
    openings, bases = Opening.objects.open(), Base.objects.matchable()
    people = Profile.objects.in_pool().filter(consented(Purpose.MEASURED))
    return [
        Table("openings-by-field", _("Openings by field"), _("Field"), _all(openings, "fields", fields)),
        Table(
            "openings-by-kind",
            _("Openings by kind of stay"),
            _("Kind"),
            _all(openings, "kind", _words(StayKind)),
        ),
        Table(
            "openings-by-country",
            _("Openings by country of the host"),
            _("Country"),
            _largest(openings, "institution__country", lambda code: str(countries.name(code))),
        ),
        Table("bases-by-field", _("Bases by field"), _("Field"), _all(bases, "fields", fields)),
        Table("bases-by-kind", _("Bases by type"), _("Type"), _all(bases, "kind", _words(BaseKind))),
        Table(
            "bases-by-province",
            _("Bases by province"),
            _("Province"),
            _largest(bases, "province", lambda code: str(Province(code).label)),
        ),
        Table(
            "people-by-field",
            _("People who agreed to be counted, by field"),
            _("Field"),
            _all(people, "fields", fields, fewest=FEWEST),
            note=_(
                "Experts and young scientists; who works in several fields counts in each. "
                "Groups of fewer than %(fewest)s people are not shown."
            )
            % {"fewest": FEWEST},
        ),
    ]


def _words(choices: Any) -> dict[str, str]:
    return {value: str(label) for value, label in choices.choices}


def _counts(rows: QuerySet[Any], path: str) -> dict[str, int]:
    return dict(rows.order_by().values_list(path).annotate(Count("pk", distinct=True)))


def _all(rows: QuerySet[Any], path: str, labels: Mapping[str, str], *, fewest: int = 0) -> list[Row]:
    """Every value in its own order, those with nothing too."""
    counts = _counts(rows, path)
    return _rows(((label, counts.get(key, 0)) for key, label in labels.items()), fewest=fewest)


def _largest(rows: QuerySet[Any], path: str, label: Any) -> list[Row]:
    """The values that occur, the most frequent first."""
    counts = {key: number for key, number in _counts(rows, path).items() if key}
    return _rows(
        sorted(((label(key), number) for key, number in counts.items()), key=lambda row: (-row[1], row[0]))
    )


def _rows(counted: Iterable[tuple[str, int]], *, fewest: int = 0) -> list[Row]:
    known = list(counted)
    most = max((number for _, number in known), default=0) or 1
    return [
        Row(label, number, round(100 * number / most)) if number >= fewest else Row(label, None)
        for label, number in known
    ]
