"""What a form changed, as values that may be kept for ever: states, numbers, dates and ids, but no text of a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.forms import BaseForm, BaseInlineFormSet

WRITTEN = "…"  # stands for a text: that it changed is told, what it says is not
KEPT = (
    models.BooleanField,
    models.IntegerField,
    models.FloatField,
    models.DateField,
    models.ForeignKey,
    models.ManyToManyField,
)


@dataclass(frozen=True)
class Changes:
    """Field name → value before and after; the name of an inline → counts and changed fields of its rows."""

    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.before or self.after)


def changes_of(form: BaseForm, formsets: Iterable[BaseInlineFormSet[Any, Any, Any]]) -> Changes:
    """Of a valid form and its saved formsets."""
    model = form.instance._meta.model if hasattr(form, "instance") else None
    before, after = {}, dict[str, Any]()
    for name in form.changed_data:
        keep = model is not None and _may_be_kept(model, name)
        before[name] = _plain(form.get_initial_for_field(form.fields[name], name)) if keep else WRITTEN
        after[name] = _plain(form.cleaned_data[name]) if keep else WRITTEN
    for formset in formsets:
        if rows := _rows(formset):
            after[str(formset.prefix)] = rows
    return Changes(before=before, after=after)


def _rows(formset: BaseInlineFormSet[Any, Any, Any]) -> dict[str, Any]:
    """Pieces without content are left out."""
    pieces = {
        "added": len(formset.new_objects),
        "changed": {str(row.pk): list(names) for row, names in formset.changed_objects},
        "deleted": len(formset.deleted_objects),
    }
    return {name: piece for name, piece in pieces.items() if piece}


def _may_be_kept(model: type[models.Model], name: str) -> bool:
    try:
        column = model._meta.get_field(name)
    except FieldDoesNotExist:  # a field of the form alone, such as a password typed twice
        return False
    return isinstance(column, KEPT) or bool(getattr(column, "choices", None))


def _plain(value: Any) -> Any:
    """As JSON holds it: rows by their keys, countries by their codes, dates in ISO form."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, list | tuple | models.QuerySet):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(getattr(value, "code", value))
