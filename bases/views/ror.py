"""Looking for an organisation in our copy of ROR."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bases.addresses import bounded
from bases.models import RorRecord
from bases.ror import bare, fold

SHOWN = 8
SHORTEST, LONGEST = 2, 200  # characters


@login_required
@require_safe
@never_cache
def ror_search(request: HttpRequest) -> HttpResponse:
    """What is found, for the page that registers: part of it, as one types."""
    return render(request, "bases/ror_found.html", found_for(request))


def found_for(request: HttpRequest) -> dict[str, Any]:
    """`ror_q`: what was asked, `ror_found`: the nearest names; None where nothing was asked."""
    asked = bounded(request.GET, words=False).get("ror_q", "")[:LONGEST].strip()
    if len(fold(asked)) < SHORTEST:
        return {"ror_q": asked, "ror_found": None}
    by_id = list(RorRecord.objects.filter(pk=bare(asked)))
    return {"ror_q": asked, "ror_found": by_id or list(RorRecord.objects.named(fold(asked))[:SHOWN])}


def chosen_in(request: HttpRequest) -> str:
    """The id, or its address, of the organisation that was chosen; "" where none was."""
    return bounded(request.GET, words=False).get("ror", "")


def initial_from(request: HttpRequest) -> dict[str, str]:
    """What the form begins with once an organisation was chosen."""
    record = RorRecord.objects.filter(pk=bare(chosen_in(request))).first()
    if record is None:
        return {}
    english = "" if record.name == record.name_zh else record.name
    known = {
        "name_en": english,
        "name_zh": record.name_zh,
        "city_en": record.city if english else "",
        "kind": record.our_kind,
        "country": record.country,
        "website": record.website,
        "ror": record.pk,
    }
    return {name: value for name, value in known.items() if value}
