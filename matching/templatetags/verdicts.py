"""Verdicts on the lines of a list, in templates."""

from __future__ import annotations

from typing import Any

from django import template

from matching.choices import OpinionReason
from matching.hearing import Hearing
from matching.types import Ranked

register = template.Library()


@register.inclusion_tag("matching/opinion.html", takes_context=True)
def verdict_on(
    context: Any,
    hearing: Hearing,
    line: Ranked[Any],
    name: str,
    *,
    language: str = "",
    words: object = None,
) -> dict[str, Any]:
    """The verdict given on a line, with the way back, or the two that can be given; and how far verdicts moved it.
    `name`: what the line is called for who hears it, in that language; `words`: true for those who may read the words
    of a rejection."""
    return {
        "hearing": hearing,
        "given": hearing.given.get(line.subject.pk),
        "pair": hearing.pair(line.subject),
        "name": name,
        "words": bool(words),
        "language": language,
        "up": max(line.moved, 0),
        "down": max(-line.moved, 0),
        "reasons": OpinionReason.choices,
        "csrf_token": context.get("csrf_token"),
    }
