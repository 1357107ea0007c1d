"""Trying named constraints against the real database."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

Attempt = Callable[[], object]


def constraints_of(app: str) -> dict[str, tuple[type[models.Model], models.BaseConstraint]]:
    """Name → model and constraint, of every model of an app."""
    return {
        constraint.name: (model, constraint)
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    }


def assert_refused(app: str, name: str, attempt: Attempt) -> None:
    """The database refuses `attempt`, because of this very constraint."""
    model, constraint = constraints_of(app)[name]
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        attempt()
    said = str(refusal.value)
    # SQLite names the columns of a unique constraint rather than the constraint.
    assert name in said or _columns(model, constraint) <= set(said.replace(",", "").split()), said


def _columns(model: type[models.Model], constraint: models.BaseConstraint) -> set[str]:
    fields: Sequence[str] = getattr(constraint, "fields", ())
    columns = {
        f"{model._meta.db_table}.{field.column}"
        for field in model._meta.concrete_fields
        if field.name in fields
    }
    return columns or {"a check has no columns"}


def again(make: Callable[..., models.Model], *fields: str, **other: object) -> Attempt:
    """Make a row, then another with the same values in `fields`."""

    def attempt() -> None:
        first = make()
        make(**{name: getattr(first, name) for name in fields}, **other)

    return attempt
