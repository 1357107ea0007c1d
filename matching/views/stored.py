"""A stored match explained: to the staff of the opening, blind; to officers; and to the person themselves."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from experts.choices import Where
from matching.blind import veiled_evidence, veiled_headline
from matching.domain.rules.opening import held
from matching.domain.stored import StoredMatch, explain_stored
from matching.models import Match
from matching.names import Names
from matching.noting import note_shown, sight_of_stored
from matching.veils import veils_of


@login_required
@require_safe
@never_cache
def stored_match(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever may not see the person or the opening finds nothing here."""
    rows = Match.objects.visible_to(request.user).for_explanation()
    match = get_object_or_404(rows, pk=pk)
    own = match.profile.user_id == request.user.pk
    context = {"section": "desk", "match": match, "opening": match.opening, "own": own}
    if not own and (reason := held(match.opening)):
        return render(request, "matching/match.html", context | {"held": reason})
    veils = veils_of(match.opening, [match.profile])
    names = None if own else veils.over(match.profile)
    sight = sight_of_stored(match, named=bool(veils.name(match.profile)))
    note_shown(request, [sight], why=Where.STORED, opening=match.opening)
    context |= {
        "stored": _veiled(explain_stored(match, own=own), names),
        "headline": None if own else veiled_headline(match.profile, names),
        "name": "" if own else veils.name(match.profile),
    }
    return render(request, "matching/match.html", context)


def _veiled(stored: StoredMatch, names: Names | None) -> StoredMatch:
    return replace(stored, found=stored.found.each(lambda piece: veiled_evidence(piece, names)))
