"""Two to four candidates side by side, at an address that the team can share."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.audience import user_of
from experts.choices import Where
from matching.away import UNUSABLE, answer_without
from matching.comparing import LEAST, Choice, chosen, compared
from matching.domain.rules.opening import held
from matching.noting import note_shown, sight_of
from matching.shortlists import read, readable


@login_required
@require_safe
@never_cache
def comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """`?with=…&with=…`: their handles. Fewer than two or more than four: back to the list, which keeps the choice."""
    reader = user_of(request)
    opening = readable(pk, reader=reader)
    choice, back = Choice.of(request.GET), reverse("matching:shortlist", args=[pk])
    refused = redirect(f"{back}?{choice.query(asked=True)}#compare")
    if held(opening) or not choice.fits:
        return refused
    context = {"section": "desk", "opening": opening, "again": f"{back}?{choice.query()}"}
    try:
        reading = read(opening, reader=reader)
    except UNUSABLE as error:
        return answer_without(request, "matching/comparison.html", context, error)
    candidates = chosen(reading, choice.handles)
    if len(candidates) < LEAST:
        return refused
    sights = [sight_of(one, engine=reading.found.engine) for one in candidates]
    note_shown(request, sights, why=Where.COMPARISON, opening=opening)
    context |= {
        "reading": reading,
        "compared": compared(candidates, reading),
        "left": len(choice.handles) - len(candidates),
    }
    return render(request, "matching/comparison.html", context)
