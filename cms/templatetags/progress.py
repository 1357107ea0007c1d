"""How far the bases are on the way to their number, which `bases` cannot ask for: the figures stand above it."""

from __future__ import annotations

from django import template

from cms import figures

register = template.Library()


@register.simple_tag
def bases_progress() -> figures.Progress:
    """By type and province, whatever the page is filtered by."""
    return figures.progress()
