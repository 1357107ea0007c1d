"""Values of an import on its page: in whatever language they are."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from experts.domain.import_types import language_of

register = template.Library()


@register.filter
def tag_of(text: str) -> str:
    """What a `lang` attribute says of a text: Chinese, or unknown."""
    return "zh-Hans" if language_of(text).startswith("zh") else ""


@register.filter
def at(values: Mapping[str, str], key: str) -> str:
    return values.get(key, "")
