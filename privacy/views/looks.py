"""Who looked at me, and why I stood where I stood."""

from __future__ import annotations

from dataclasses import dataclass
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
from matching.types import Bilingual

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class RankPart:
    """One part of a score as it was. `value`, `weight`: 0–1."""

    label: Bilingual
    text: Bilingual
    value: float
    weight: float


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
        request, "privacy/look.html", {"section": "desk", "look": row, "parts": parts_of(row.because)}
    )


def parts_of(because: dict[str, Any]) -> list[RankPart]:
    """What was kept with the look, the heaviest first; nothing where nobody was ranked. Parts of an engine that are no
    longer known are left out."""
    labels = {name: kind.label for name, kind in (*PARTS.items(), *LEGS.items())}
    found = [
        RankPart(labels[row["name"]], Bilingual(**row["text"]), row["value"], row["weight"])
        for row in because.get("parts", [])
        if row.get("text") and row["name"] in labels
    ]
    return sorted(found, key=lambda part: -part.weight)


def _mine(request: HttpRequest) -> QuerySet[ProfileLook]:
    rows = ProfileLook.objects.filter(profile__user=user_of(request)).select_related("institution", "opening")
    return rows.prefetch_related("institution__texts", "opening__texts")
