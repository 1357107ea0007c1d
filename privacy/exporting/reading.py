"""Rows of the inventory as plain values, each with the name of its field in the reader's language."""

from __future__ import annotations

import uuid
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import models
from django.utils.encoding import force_str
from django_countries.fields import Country

from accounts.models import User
from experts.models import Profile
from privacy.exporting import labels
from privacy.exporting.words import language_of, of_row, of_value, says_language
from privacy.inventory import ROWS, model_of, shown_rows, withheld_rows
from privacy.inventory_types import Row
from privacy.person import Person
from taxonomy.models import NamedModel


@dataclass(frozen=True, slots=True)
class Cell:
    name: str  # of the field, as the database calls it
    label: str  # in the reader's language
    value: Any  # as JSON holds it
    words: str  # as people read it; "" for what only programs read
    language: str = ""  # of the words, where the row says it
    file: str = ""  # the path of what is stored, where the field is a file
    points: tuple[str, Any] | None = None  # the model and key of the row it leads to, unless that is a person


@dataclass(frozen=True, slots=True)
class Entry:
    """A row. `title`: what people call it, in `language` where that is known; "" where it has no name."""

    key: Any
    title: str
    language: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """Everything of one kind. `withheld`: why it is not given, beside how much there is."""

    row: Row
    title: str
    entries: tuple[Entry, ...]
    number: int
    withheld: str = ""


def kinds_of(person: Person) -> Iterator[Kind]:
    """In the order of the inventory and in the active language; kinds of which there is nothing are left out."""
    for row in ROWS:
        if not (row.person or row.addressed):
            continue
        title = labels.table(model_of(row))
        entries = tuple(_entry(row, one, person) for one in shown_rows(row, person).iterator())
        if entries:
            yield Kind(row, title, entries, len(entries))
        if number := withheld_rows(row, person).count():
            yield Kind(row, title, (), number, str(row.withheld))


def _entry(row: Row, one: models.Model, person: Person) -> Entry:
    name = of_row(one)
    return Entry(
        one.pk,
        str(name.text) if name else "",
        name.language if name else "",
        tuple(_cells(row, one, person)),
    )


def _cells(row: Row, one: models.Model, person: Person) -> Iterator[Cell]:
    for field in one._meta.concrete_fields:
        if field.name in row.hidden or field.name == "came_from":
            continue
        label = labels.label(field)
        if isinstance(field, models.ForeignKey):
            yield _link(one, field, label, person)
        elif isinstance(field, models.FileField):
            name = str(getattr(one, field.name).name or "")
            yield Cell(field.name, label, name, name, file=name)
        else:
            value = field.value_from_object(one)
            words = "" if says_language(field) else of_value(one, field, value)
            yield Cell(field.name, label, as_json(value), words, language_of(one, field))


def _link(one: models.Model, field: Any, label: str, person: Person) -> Cell:
    """Other people are not named: whose data they are is not the reader's to take."""
    key = getattr(one, field.attname)
    target = field.related_model
    mine = {User: person.user, Profile: person.profile}
    if target in mine:
        own = mine[target]
        return Cell(field.name, label, "me" if own and key == own.pk else None, "")
    if key is None:
        return Cell(field.name, label, None, "")
    other = getattr(one, field.name)
    name = of_row(other)
    words = str(name.text) if name else force_str(getattr(other, "label", None) or "")
    if isinstance(other, NamedModel | Group | Permission):
        words = str(other)
    return Cell(
        field.name,
        label,
        key,
        words or f"{label} {other.pk}",
        name.language if name else "",
        points=(target._meta.label_lower, key),
    )


def as_json(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Country):
        return value.code
    if isinstance(value, bytes | memoryview):
        return b64encode(bytes(value)).decode()
    if isinstance(value, Decimal | uuid.UUID):
        return str(value)
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    if not isinstance(value, str) and hasattr(
        value, "__iter__"
    ):  # also the countries of a field that holds several
        return [as_json(item) for item in value]
    return value if isinstance(value, str | int | float | bool | None) else force_str(value)
