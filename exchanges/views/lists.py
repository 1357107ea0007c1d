"""All stays of the reader: their own, those at their institutions, or all for officers."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.audience import is_officer, user_of
from bases.addresses import bounded, neighbours
from exchanges.looks import note_stays
from exchanges.rows import LIVE, for_pages, of_host, of_person
from exchanges.turn import turn_of
from matching.choices import Side
from matching.models import Exchange

PER_PAGE = 20


@login_required
@require_safe
@never_cache
def exchanges(request: HttpRequest) -> HttpResponse:
    """`?of=person`, `host` or `officer`; `?past=1`: those that are over."""
    user, sent = user_of(request), bounded(request.GET, words=False)
    asked, past = sent.get("of", ""), sent.get("past") == "1"
    sets = {Side.PERSON.value: of_person(user), Side.HOST.value: of_host(user)}
    if is_officer(user):
        sets["officer"] = Exchange.objects.visible_to(user)
    open_ones = [of for of, rows in sets.items() if rows.exists()]
    of = asked if asked in sets else next(iter(open_ones), Side.PERSON.value)
    live = sets[of].filter(state__in=LIVE)
    chosen = sets[of].exclude(state__in=LIVE) if past else live
    page = Paginator(for_pages(chosen), PER_PAGE).get_page(sent.get("page"))
    note_stays(request, page)
    side = Side(of) if of in Side.values else None
    context = {
        "section": "desk",
        "of": of,
        "past": past,
        "page": page,
        "lines": [(row, turn_of(row, side)) for row in page],
        "count": live.count(),
        "neighbours": neighbours(sent, page),
        "kinds": open_ones if len(open_ones) > 1 else [],
    }
    return render(request, "exchanges/exchanges.html", context)
