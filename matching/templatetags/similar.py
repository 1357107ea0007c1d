"""Openings like the one on the page, which `bases` cannot ask for: matching stands above it."""

from __future__ import annotations

import logging
from typing import Any

from django import template
from django.http import HttpRequest

from bases.models import Opening
from matching.domain.similar import similar_openings
from search.backends.base import IndexUnavailable

logger = logging.getLogger(__name__)
register = template.Library()


@register.simple_tag(takes_context=True)
def openings_like(context: dict[str, Any], opening: Opening) -> list[Opening]:
    """For the reader of the page. Without an index the page does without them: they are not what it is read for."""
    request: HttpRequest = context["request"]
    try:
        return similar_openings(opening, reader=request.user)
    except IndexUnavailable as error:
        logger.warning("No similar openings on the page of opening %d: %s", opening.pk, error)
        return []
