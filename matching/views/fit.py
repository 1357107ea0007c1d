"""How many people would fit an opening, while its host writes it."""

from __future__ import annotations

from collections import Counter

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.audience import Visitor, is_officer
from accounts.domain.editing import mark_of
from bases.domain.opening_part import read_opening
from bases.models import Opening
from matching.away import UNUSABLE, answer_without
from matching.domain.matcher import people_for
from matching.types import Strength

TOP = 100  # people; more are said to be "100 or more"
SECONDS = 300  # for which the same words are not counted anew


@login_required
@require_safe
@never_cache
def fit(request: HttpRequest, pk: int) -> HttpResponse:
    """Figures alone, and only for the team of a verified institution: nobody is named in them."""
    opening = get_object_or_404(Opening.objects.of_team(request.user).for_cards(), pk=pk)
    if request.headers.get("HX-Request") != "true":
        return redirect("matching:shortlist", pk=pk)
    context = {"opening": opening, "most": TOP}
    if not Opening.objects.staffed_by(request.user).filter(pk=pk).exists():
        return render(request, "matching/fit.html", context | {"unverified": True})
    # Officers see more people than their colleagues in the team.
    key = f"fit:{pk}:{is_officer(request.user)}:{mark_of(read_opening(opening))}"
    try:
        counts = cache.get(key)
        if counts is None:
            counts = _counts(opening, request.user)
    except UNUSABLE as error:
        return answer_without(request, "matching/fit.html", context, error)
    cache.set(key, counts, SECONDS)
    rows = [(strength, counts.get(strength.value, 0)) for strength in Strength if strength.fits]
    return render(request, "matching/fit.html", context | {"rows": rows, "people": sum(counts.values())})


def _counts(opening: Opening, reader: Visitor) -> dict[str, int]:
    """Strength -> people who may come, and whose work is near."""
    found = people_for(opening, reader=reader, top=TOP, explain=False)
    return dict(Counter(one.score.strength.value for one in found.ranked if one.score.strength.fits))
