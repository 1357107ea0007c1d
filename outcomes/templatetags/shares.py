"""Figures in templates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template

register = template.Library()


@register.filter
def percent(share: float | None) -> str:
    """0.456 -> "46 %"; a dash where there is nothing to be a share of."""
    return "–" if share is None else f"{round(100 * share)} %"


@register.filter
def beside(row: Sequence[Any], head: Sequence[str]) -> list[tuple[str, Any]]:
    """Each cell with the head of its column."""
    return list(zip(head, row, strict=True))


@register.filter
def under(cells: Sequence[Any], head: Sequence[str]) -> list[tuple[str, Any]]:
    """The same of a row whose first cell stands apart."""
    return beside(cells, head[1:])
