"""No model escapes: each says what it holds of people, or that it holds nothing."""

from __future__ import annotations

from collections import Counter

import pytest
from django.apps import apps
from django.db import models

from accounts.models import User
from experts.models import Profile
from privacy.inventory import NOT_PERSONAL, ROWS, end_of, model_of
from privacy.inventory_types import Erase, Row

# Pages of the site inherit what they know of people from wagtailcore.page; the last is the index of another one.
MODELS = {
    model._meta.label_lower: model
    for model in apps.get_models(include_auto_created=True)
    if not (model._meta.app_label == "cms" and hasattr(model, "page_ptr"))
    and model._meta.label_lower != "wagtailsearch.sqliteftsindexentry"
}
BY_MODEL = {row.model: row for row in ROWS}


def test_every_model_stands_in_the_inventory_once() -> None:
    named = Counter([*(row.model for row in ROWS), *NOT_PERSONAL])
    assert [label for label, times in named.items() if times > 1] == []
    assert set(MODELS) - set(named) == set(), "add a row to privacy/inventory.py"
    assert set(named) - set(MODELS) == set()


@pytest.mark.parametrize("label", sorted(MODELS))
def test_every_link_to_a_person_is_named(label: str) -> None:
    links = {
        field.name
        for field in MODELS[label]._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model in (User, Profile)
    }
    row = BY_MODEL.get(label)
    named = {*row.person, *row.acted} if row else set()
    assert links - named == set()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.model)
def test_a_row_says_what_is_there(row: Row) -> None:
    model = model_of(row)
    for path in row.person:
        assert path == "self" or end_of(model, path.split("__")) in (User, Profile)
    for name in (*row.hidden, *row.acted, *(name for name, _ in row.blank)):
        model._meta.get_field(name)
    assert bool(row.blank) == (row.erase is Erase.BLANK)
    assert not (row.person and row.erase is Erase.KEEP) or row.why


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.model)
def test_a_link_that_only_says_who_acted_is_cut_by_the_database(row: Row) -> None:
    """Or is a number without a constraint, as in the audit."""
    for name in row.acted:
        field = model_of(row)._meta.get_field(name)
        assert field.remote_field.on_delete in (models.SET_NULL, models.DO_NOTHING)
        assert field.related_model is User
