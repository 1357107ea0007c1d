"""What live blocks let an editor choose."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django_countries import countries
from wagtail import blocks

from bases.models import Programme
from cms import live
from taxonomy.models import PriorityField


def field_choices() -> list[tuple[str, str]]:
    return [(field.pk, str(field)) for field in PriorityField.objects.all()]


def country_choices() -> list[tuple[str, str]]:
    return list(countries)


def programme_choices() -> list[tuple[str, str]]:
    rows = Programme.objects.order_by("slug").prefetch_related("texts")
    return [(programme.slug, programme.label) for programme in rows]


def number_block() -> blocks.IntegerBlock:
    return blocks.IntegerBlock(
        min_value=1, max_value=live.MOST, default=live.SHOWN, label=_("how many at most")
    )


def any_of(choices: Any, label: Any) -> blocks.ChoiceBlock:
    return blocks.ChoiceBlock(choices=choices, required=False, label=label)


def asked(value: Any, *names: str) -> dict[str, Any]:
    """What an editor chose, and how many; a draft may lack any of it."""
    return {name: value[name] or "" for name in names} | {"number": value["number"] or live.SHOWN}
