"""Who looked at me, and why I stood where I stood."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.audience import user_of
from bases.addresses import bounded, neighbours
from experts.models import ProfileLook
from matching.domain.part_kinds import PARTS
from matching.domain.triple_kinds import LEGS
from matching.types import Bilingual, Part, Score, Strength

PER_PAGE = 25


@login_required
@require_safe
@never_cache
def looks(request: HttpRequest) -> HttpResponse:
    """The newest first. Readers are told by what they are here, never by their own names."""
    page = Paginator(_mine(request), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "desk",
        "page": page,
        "neighbours": neighbours(bounded(request.GET, words=False), page),
    }
    return render(request, "privacy/looks.html", context)


@login_required
@require_safe
@never_cache
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """One look with the parts of the rank, as they were at that moment."""
    row = get_object_or_404(_mine(request), pk=pk)
    return render(
        request, "privacy/look.html", {"section": "desk", "look": row, "score": score_of(row.because)}
    )


def score_of(because: dict[str, Any]) -> Score | None:
    """What was kept with the look; None where nobody was ranked."""
    if not because.get("parts"):
        return None
    parts = tuple(
        Part(row["name"], row["value"], row["weight"], Bilingual(zh=row["text"]["zh"], en=row["text"]["en"]))
        for row in because["parts"]
        if row.get("text") and (row["name"] in PARTS or row["name"] in LEGS)
    )
    strength = because.get("strength") or Strength.PARTIAL
    return Score(because["total"], parts, because["total"], Strength(strength))


def _mine(request: HttpRequest) -> QuerySet[ProfileLook]:
    rows = ProfileLook.objects.filter(profile__user=user_of(request)).select_related("institution", "opening")
    return rows.prefetch_related("institution__texts", "opening__texts")
