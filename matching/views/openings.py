"""The list of openings: facets, words in both languages, pages."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bases import addresses
from bases.counting import counted
from bases.facets import narrowed
from bases.forms import OpeningFilter
from bases.models import Opening
from bases.querysets import OpeningQuerySet
from matching.away import why_for
from matching.browse import Found, find_openings
from search.terminology.missing import note_asked
from search.text.language import OTHER, detect

PER_PAGE = 10


@require_safe
def openings(request: HttpRequest) -> HttpResponse:
    """Openings that take applications now."""
    sent = addresses.bounded(request.GET)
    form = OpeningFilter(sent)
    form.is_valid()  # what does not hold is named on the page and left out of the question
    asked = form.cleaned_data
    chosen = form.chosen
    found = find_openings(asked["q"]) if asked.get("q") else None
    if found and not sent.get("page"):  # the next page is the same question
        note_asked(asked["q"])
    everything = Opening.objects.open().visible_to(request.user)
    if found:
        everything = everything.filter(pk__in=found.ids)
    shown = narrowed(everything, chosen)
    page = _page(shown, found, sort=asked.get("sort", ""), number=sent.get("page"))
    facets = counted(chosen, among=found.ids if found else None)
    context = {
        "section": "openings",
        "form": form,
        "facets": facets,
        "in_force": list(chosen),
        "tags": addresses.tags(sent, facets),
        "found": found,
        "why": why_for(request.user, found.trouble) if found else "",
        "page": page,
        "sort": (asked.get("sort") or "relevance") if found else _dated(asked.get("sort", "")),
        "asked_sort": asked.get("sort", ""),
        "query": asked.get("q", ""),
        "other_language": detect(asked.get("q", "")) == OTHER,
        "sorts": addresses.sorts(sent, searching=found is not None),
        "neighbours": addresses.neighbours(sent, page),
        "without_filters": addresses.without_filters(sent),
    }
    return render(request, "matching/openings.html", context)


def _dated(sort: str) -> str:
    """Without a question nothing is more relevant than the next deadline."""
    return "newest" if sort == "newest" else "deadline"


def _page(shown: OpeningQuerySet, found: Found | None, *, sort: str, number: str | None) -> Page[Any]:
    if not found or sort in ("deadline", "newest"):
        order = ("-published_at", "-pk") if sort == "newest" else ("deadline", "pk")
        return Paginator(shown.order_by(*order).for_cards(), PER_PAGE).get_page(number)
    kept = set(shown.values_list("pk", flat=True))
    page: Page[Any] = Paginator([pk for pk in found.ids if pk in kept], PER_PAGE).get_page(number)
    rows = Opening.objects.for_cards().in_bulk(list(page.object_list))
    page.object_list = [rows[pk] for pk in page.object_list]
    return page
