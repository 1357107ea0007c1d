"""Texts about somebody that others wrote and that stay, for they belong to others as well: names are taken out of them.

Whatever else is about the person is deleted or emptied (`privacy.inventory`, `privacy.domain.untelling`). Read before
anything is erased.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.apps import apps

from experts.models import Profile

# model: lookups from the row to the profile, columns in which somebody writes sentences
ABOUT: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "experts.team": (("lead", "members"), ("name", "other_name", "about")),
    "outcomes.report": (("outcome__exchange__profile",), ("summary", "plans")),
    "outcomes.reportedwork": (("report__outcome__exchange__profile",), ("title", "key")),
    "exchanges.issuedletter": (("exchange__profile",), ("facts",)),
}


def texts_about(profile: Profile | None) -> dict[str, set[str]]:
    """table.column -> keys of the rows, as text."""
    found: dict[str, set[str]] = defaultdict(set)
    if profile is None:
        return found
    for label, (paths, columns) in ABOUT.items():
        model = apps.get_model(label)
        for path in paths:
            keys = map(str, model._base_manager.filter(**{path: profile}).values_list("pk", flat=True))
            _note(found, model, columns, set(keys))
    return found


def _note(found: dict[str, set[str]], model: Any, columns: tuple[str, ...], keys: set[str]) -> None:
    for name in columns:
        field = model._meta.get_field(name)
        found[f"{field.model._meta.db_table}.{field.column}"] |= keys
