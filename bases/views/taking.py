"""A page of the openings of one thing that take applications now."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from bases.addresses import bounded, neighbours
from bases.models import Opening

PER_PAGE = 10


def openings_of(request: HttpRequest, **thing: Any) -> dict[str, Any]:
    """What `bases/openings_of.html` shows, the next deadline first. `thing`: `base=…`, `programme=…`."""
    sent = bounded(request.GET, words=False)
    rows = Opening.objects.open().visible_to(request.user).filter(**thing)
    page = Paginator(rows.order_by("deadline", "pk").for_cards(), PER_PAGE).get_page(sent.get("page"))
    return {"page": page, "neighbours": neighbours(sent, page)}
