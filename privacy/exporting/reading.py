"""Rows of the inventory as plain values, each with the name of its field in the reader's language."""

from __future__ import annotations

import json
import uuid
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.formats import date_format
from django_countries.fields import Country, CountryField

from accounts.models import User
from experts.models import Profile
from privacy.inventory import ROWS, model_of, shown_rows, withheld_rows
from privacy.inventory_types import Row
from privacy.person import Person


@dataclass(frozen=True, slots=True)
class Cell:
    name: str  # of the field, as the database calls it
    label: str  # in the reader's language
    value: Any  # as JSON holds it
    words: str  # as people read it
    file: str = ""  # the path of what is stored, where the field is a file


@dataclass(frozen=True, slots=True)
class Kind:
    """Everything of one kind. `withheld`: why it is not given, beside how much there is."""

    row: Row
    title: str
    entries: tuple[tuple[Cell, ...], ...]
    number: int
    withheld: str = ""


def kinds_of(person: Person) -> Iterator[Kind]:
    """In the order of the inventory and in the active language; kinds of which there is nothing are left out."""
    for row in ROWS:
        if not (row.person or row.addressed):
            continue
        title = title_of(model_of(row))
        entries = tuple(tuple(_cells(row, one, person)) for one in shown_rows(row, person).iterator())
        if entries:
            yield Kind(row, title, entries, len(entries))
        if number := withheld_rows(row, person).count():
            yield Kind(row, title, (), number, str(row.withheld))


def title_of(model: type[models.Model]) -> str:
    """Of a table that only links two others: what stands at its far end."""
    if not model._meta.auto_created:
        return force_str(model._meta.verbose_name_plural)
    far = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)][-1]
    return force_str(far.related_model._meta.verbose_name_plural)


def _cells(row: Row, one: models.Model, person: Person) -> Iterator[Cell]:
    for field in one._meta.concrete_fields:
        if field.name in row.hidden or field.name == "came_from":
            continue
        label = force_str(field.verbose_name)
        if isinstance(field, models.ForeignKey):
            yield Cell(field.name, label, *_link(one, field, person))
        elif isinstance(field, models.FileField):
            stored = getattr(one, field.name)
            name = str(stored.name) if stored else ""
            yield Cell(field.name, label, name, name, name)
        else:
            value = field.value_from_object(one)
            yield Cell(field.name, label, as_json(value), as_words(one, field, value))


def _link(one: models.Model, field: Any, person: Person) -> tuple[Any, str]:
    """Other people are not named: whose data they are is not the reader's to take."""
    key = getattr(one, field.attname)
    if key is None:
        return None, ""
    if field.related_model is User:
        return ("me", str(person.user)) if person.user and key == person.user.pk else (None, "–")
    if field.related_model is Profile:
        return ("me", str(person.profile)) if person.profile and key == person.profile.pk else (None, "–")
    return key, _named(one, field)


def _named(one: models.Model, field: Any) -> str:
    other = getattr(one, field.name)
    label = getattr(other, "label", None) or getattr(other, "slug", None)
    return force_str(label) if label else f"{force_str(field.related_model._meta.verbose_name)} {other.pk}"


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


def as_words(one: models.Model, field: Any, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(field, CountryField):
        several = field.multiple  # type: ignore[attr-defined]
        return joined([force_str(one.name) for one in (value if several else [value])])
    if field.choices and not isinstance(value, list | tuple):
        display = getattr(one, f"get_{field.name}_display", None)
        return force_str(display()) if display else force_str(value)
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, bytes | memoryview):
        return filesizeformat(len(bytes(value)))
    if isinstance(value, list | tuple):
        return joined([force_str(item) for item in value])
    if isinstance(value, dict):
        return json.dumps(as_json(value), ensure_ascii=False, indent=1) if value else ""
    return force_str(value)


def joined(words: list[str]) -> str:
    return ", ".join(words)
