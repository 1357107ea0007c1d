"""The search page of the site, and what it suggests while somebody types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from bases import addresses
from bases.models import Opening
from cms.finding.entries import Entry, Kind, public_entries
from cms.finding.forms import SiteQuestion
from cms.finding.marking import excerpt, marked
from cms.finding.meant import meant
from cms.finding.ranking import ranked
from cms.finding.suggesting import suggestions
from cms.finding.units import Asked, asked
from matching.away import why_for
from matching.browse import find_openings
from search.terminology.missing import note_asked

OPENINGS = 5  # shown here; the list of openings shows all
OTHERS = 10  # of each kind
LITTLE = 3  # answers; with fewer it is asked whether something else was meant


@dataclass(frozen=True, slots=True)
class Line:
    """One answer as it is shown. Texts are HTML with marks; the excerpt may be in the other language than the title."""

    address: str
    language: str
    title: SafeString
    text: SafeString
    text_language: str


@require_safe
def site_search(request: HttpRequest) -> HttpResponse:
    """What the site holds about some words."""
    sent = addresses.bounded(request.GET)
    form = SiteQuestion(sent)
    form.is_valid()  # what does not hold is named on the page
    text = form.cleaned_data.get("q", "")
    context: dict[str, Any] = {"section": "search", "form": form, "query": text}
    if text:
        context |= _answers(request, text)
    return render(request, "cms/finding/search.html", context)


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Options for the field; none for what the form would refuse."""
    form = SiteQuestion(addresses.bounded(request.GET))
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found = suggestions(text, get_language() or "") if text else []
    return render(request, "cms/finding/suggestions.html", {"suggestions": found})


def _answers(request: HttpRequest, text: str) -> dict[str, Any]:
    note_asked(text)
    found = find_openings(text)
    shown = Opening.objects.open().visible_to(request.user).filter(pk__in=found.ids)
    kept = set(shown.values_list("pk", flat=True))
    ids = [pk for pk in found.ids if pk in kept]
    rows = Opening.objects.for_cards().in_bulk(ids[:OPENINGS])
    question, entries = asked(text), public_entries()
    best = ranked(question, entries)
    few = len(ids) + len(best) < LITTLE
    return {
        "found": found,
        "why": why_for(request.user, found.trouble),
        "openings": [rows[pk] for pk in ids[:OPENINGS]],
        "openings_found": len(ids),
        "groups": _groups(question, best),
        "nothing": not ids and not best,
        "meant": meant(text, entries) if few else "",
    }


def _groups(question: Asked, best: Sequence[Entry]) -> list[tuple[Kind, list[Line], int]]:
    """(kind, its lines, how many there are) of each kind that answers."""
    groups = []
    for kind in Kind:
        entries = [entry for entry in best if entry.kind == kind]
        if entries:
            groups.append(
                (kind, [_line(entry, set(question.tokens())) for entry in entries[:OTHERS]], len(entries))
            )
    return groups


def _line(entry: Entry, tokens: set[str]) -> Line:
    """In the reader's language, as far as it is written in it."""
    reader = get_language() or ""
    version, telling = entry.version(reader), entry.telling(reader)
    return Line(
        address=version.address,
        language=version.language,
        title=marked(version.title, tokens),
        text=marked(telling.summary or excerpt(telling.body, tokens), tokens),
        text_language=telling.language,
    )
