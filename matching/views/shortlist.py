"""The shortlist of an opening: ranked, explained, and read without names."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.audience import is_officer
from bases.models import Opening
from matching.away import UNUSABLE, answer_without, stored_people
from matching.blind import candidates, set_aside
from matching.domain.matcher import people_for
from matching.domain.parts import PARTS
from matching.domain.rules.opening import held
from matching.hearing import hearing_of_host
from search.documents import read_opening


@login_required
@require_safe
@never_cache
def shortlist(request: HttpRequest, pk: int) -> HttpResponse:
    """For the staff of the opening's institution, and for officers. `?plain=1`: without anybody's verdicts."""
    opening = get_object_or_404(Opening.objects.visible_to(request.user).for_cards(), pk=pk)
    if not is_officer(request.user) and not Opening.objects.staffed_by(request.user).filter(pk=pk).exists():
        raise PermissionDenied(_("Only the staff of the opening's institution may read its shortlist."))
    context = {"section": "desk", "opening": opening, "parts": PARTS}
    if reason := held(opening):
        return render(request, "matching/shortlist.html", context | {"held": reason})
    plain = request.GET.get("plain") == "1"
    try:
        found = people_for(opening, reader=request.user, plain=plain)
        ranked, ineligible = candidates(opening, found)
    except UNUSABLE as error:
        stored = stored_people(opening, reader=request.user)
        return answer_without(request, "matching/shortlist.html", context, error, stored=stored)
    context |= {
        "shortlist": found,
        "fitting": [candidate for candidate in ranked if not candidate.partial],
        "partial": [candidate for candidate in ranked if candidate.partial],
        "ineligible": ineligible,
        "aside": set_aside(opening, found),
        "stored": dict(opening.matches.visible_to(request.user).values_list("profile_id", "pk")),
        "in_another_language": read_opening(opening).in_another_language,
        "hearing": hearing_of_host(opening, reader=request.user, plain=plain),
    }
    return render(request, "matching/shortlist.html", context)
