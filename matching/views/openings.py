"""The list of openings: facets, words in both languages, pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bases import addresses
from bases.counting import Question, Value, counted, numbers_of
from bases.facets import Facet
from bases.models import Opening
from matching.away import why_for
from matching.listing import Listing, listing
from search.terminology.missing import note_asked
from search.text.language import OTHER, detect

PER_PAGE = 10


@require_safe
def openings(request: HttpRequest) -> HttpResponse:
    """Openings that take applications now."""
    listed = listing(request.GET, reader=request.user)
    sent, found, sort = listed.sent, listed.found, listed.form.cleaned_data.get("sort", "")
    if found and not sent.get("page"):  # the next page is the same question
        note_asked(listed.words)
    page = _page(listed, sort=sort, number=sent.get("page"))
    facets = counted(listed.chosen, among=found.ids if found else None)
    tags = addresses.tags(sent, facets)
    context = {
        "section": "openings",
        "form": listed.form,
        "refused": listed.refused,
        "facets": facets,
        "in_force": list(listed.chosen),
        "tags": tags,
        "ways_out": [] if page.object_list or listed.refused else _ways_out(listed, facets),
        "found": found,
        "why": why_for(request.user, found.trouble) if found else "",
        "page": page,
        "sort": (sort or "relevance") if found else _dated(sort),
        "asked_sort": sort,
        "query": listed.words,
        "asked": listed.query,
        "other_language": detect(listed.words) == OTHER,
        "sorts": addresses.sorts(sent, searching=found is not None),
        "neighbours": addresses.neighbours(sent, page),
        "without_words": addresses.without(sent, "q"),
        "without_filters": addresses.without_filters(sent),
    }
    return render(request, "matching/openings.html", context)


def _ways_out(listed: Listing, facets: Sequence[tuple[Facet, list[Value]]]) -> list[tuple[str, str, int]]:
    """(what is left out, address, openings) of every filter without which something would be found."""
    found = listed.found.ids if listed.found else None
    chosen = listed.chosen
    fewer = {name: {other: chosen[other] for other in chosen if other != name} for name in chosen}
    numbers = numbers_of([Question(rest, since=timezone.now(), among=found) for rest in fewer.values()])
    labels = {facet.name: str(facet.label) for facet, _ in facets}
    return [
        (labels[name], addresses.without(listed.sent, name), total)
        for name, (total, _) in zip(fewer, numbers, strict=True)
        if total
    ]


def _dated(sort: str) -> str:
    """Without a question nothing is more relevant than the next deadline."""
    return "newest" if sort == "newest" else "deadline"


def _page(listed: Listing, *, sort: str, number: str | None) -> Page[Any]:
    found, shown = listed.found, listed.openings
    if not found or sort in ("deadline", "newest"):
        order = ("-published_at", "-pk") if sort == "newest" else ("deadline", "pk")
        return Paginator(shown.order_by(*order).for_cards(), PER_PAGE).get_page(number)
    kept = set(shown.values_list("pk", flat=True))
    page: Page[Any] = Paginator([pk for pk in found.ids if pk in kept], PER_PAGE).get_page(number)
    rows = Opening.objects.for_cards().in_bulk(list(page.object_list))
    page.object_list = [rows[pk] for pk in page.object_list]
    return page
