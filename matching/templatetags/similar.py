"""Openings like the one on the page, which `bases` cannot ask for: matching stands above it."""

from __future__ import annotations

import logging
from typing import Any

from django import template
from django.http import HttpRequest

from bases.models import Opening
from matching.domain.similar import in_same_fields, similar_openings
from search.backends.base import IndexUnavailable

logger = logging.getLogger(__name__)
register = template.Library()


@register.simple_tag(takes_context=True)
def openings_like(context: dict[str, Any], opening: Opening, *, at_least_some: bool = False) -> list[Opening]:
    """For the reader of the page. Without an index the page does without them: they are not what it is read for.

    `at_least_some`: where none is near, or the opening has left the index, the next to close in its fields.
    """
    request: HttpRequest = context["request"]
    found = _near(opening, request)
    if at_least_some and not found:
        found = in_same_fields(opening, reader=request.user)
    return found


def _near(opening: Opening, request: HttpRequest) -> list[Opening]:
    try:
        return similar_openings(opening, reader=request.user)
    except IndexUnavailable as error:
        logger.warning("No similar openings on the page of opening %d: %s", opening.pk, error)
        return []
