"""The desk of attachés in templates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import AttachePost
from accounts.models.granted import named
from attaches.domain.need import Level, Need
from attaches.domain.need_kinds import KINDS
from matching.types import Bilingual, Part
from taxonomy.countries import in_order

register = template.Library()

LEVELS: dict[Level, tuple[Promise, str]] = {  # words, kind of the chip
    Level.HIGH: (_("Needs you most"), "turn"),
    Level.MEDIUM: (_("Needs you"), "wait"),
    Level.LOW: (_("Can wait"), ""),
}


@register.inclusion_tag("components/chip.html")
def need_chip(need: Need) -> dict[str, Any]:
    """How much an opening needs help, in words."""
    words, kind = LEVELS[need.level]
    return {"text": words, "kind": kind, "icon": "clock" if kind == "turn" else ""}


@register.filter
def need_label(part: Part) -> Bilingual:
    return KINDS[part.name].label


@register.filter
def need_sentence(part: Part) -> Bilingual:
    """What the part measures."""
    return KINDS[part.name].sentence


@register.filter
def beside(counts: Sequence[Any], heads: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each count with the head of its column."""
    return list(zip(heads, counts, strict=True))


@register.filter
def post_countries(post: AttachePost) -> list[str]:
    return in_order(country.name for country in post.countries)


@register.filter
def post_fields(post: AttachePost) -> list[str]:
    """One query for a post that has some."""
    return named(post.fields)
