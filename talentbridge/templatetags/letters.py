"""What letters say."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def quoted(text: str) -> str:
    """What somebody wrote, each line after a ">" as in any answer by mail, so that it is never read as our words."""
    return "\n".join(f"> {line}".rstrip() for line in str(text).strip().splitlines())
