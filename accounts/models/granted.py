"""The priority fields that a post is confined to, as a list of their short names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from taxonomy.models.field import PriorityField


def validate_fields(value: Any) -> None:
    """Each is one of the eight, and stands there once."""
    known = set(PriorityField.objects.values_list("slug", flat=True))
    if not isinstance(value, list) or len(set(map(str, value))) != len(value) or not set(value) <= known:
        raise ValidationError(_("Give a list of priority fields, each once."))


def granted_fields() -> models.JSONField:
    """A list, so that the database itself can ask that an intermediary has some."""
    return models.JSONField(_("priority fields"), default=list, blank=True, validators=[validate_fields])


def named(fields: Iterable[str]) -> list[str]:
    """Their names in the active language, in the order of the plan. One query, none without fields."""
    slugs = list(fields)
    return [str(field) for field in PriorityField.objects.filter(slug__in=slugs)] if slugs else []
