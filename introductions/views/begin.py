"""Beginning an introduction: the host invites from its shortlist, a person expresses interest in an opening."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audience import user_of
from accounts.stepping import CONFLICT
from bases.models import Opening
from experts.models import Profile
from introductions.domain.beginning import express_interest, invite, require_possible
from introductions.domain.errors import NotInReach
from introductions.forms import FirstWordsForm
from matching.domain.rules.opening import held
from matching.domain.sides import speaks_for_host
from matching.models import Introduction
from matching.models.introduction import LIVE
from matching.shortlists import person_of, readable
from matching.veils import blind_by, veils_of
from matching.views.mine import Obstacle, obstacle
from taxonomy.transitions import IllegalTransition

BOTH = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(BOTH)
@never_cache
def invitation(request: HttpRequest, pk: int, sealed: str) -> HttpResponse:
    """For owners and editors of the host, from its shortlist."""
    user = user_of(request)
    opening = readable(pk, reader=user)
    if not speaks_for_host(opening, by=user):
        raise PermissionDenied(_("Owners and editors of the opening's institution invite."))
    profile = None if held(opening) else person_of(opening, sealed, reader=user)
    if profile is None or profile.user_id == user.pk:
        raise Http404
    context = {
        "opening": opening,
        "sealed": sealed,
        "name": veils_of(opening, [profile]).name(profile),
        "blind": blind_by(opening),
    }
    return _begun(request, "introductions/invite.html", opening, profile, invite, context, invited_by=user)


@login_required
@require_http_methods(BOTH)
@never_cache
def interest(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever has a profile; says what is missing otherwise."""
    user = user_of(request)
    rows = Opening.objects.visible_to(user).for_cards()
    opening = get_object_or_404(rows, pk=pk)
    profile = Profile.objects.filter(user=user).first()
    context: dict[str, Any] = {"opening": opening, "obstacle": obstacle(user, profile), "profile": profile}
    if profile is None or context["obstacle"] not in (None, Obstacle.OBJECTED):
        return render(request, "introductions/interest.html", context | {"section": "desk"})
    return _begun(request, "introductions/interest.html", opening, profile, express_interest, context)


def _begun(
    request: HttpRequest,
    template: str,
    opening: Opening,
    profile: Profile,
    begin: Callable[..., Introduction],
    context: dict[str, Any],
    *,
    invited_by: Any = None,
) -> HttpResponse:
    """What cannot be is said before anything is typed, and again when it is sent."""
    there = Introduction.objects.filter(opening=opening, profile=profile, state__in=LIVE).first()
    if there is not None and request.method != "POST":
        return redirect("introductions:introduction", pk=there.pk)
    form = FirstWordsForm(request.POST if request.method == "POST" else None)
    context |= {"section": "desk", "form": form}
    try:
        if request.method != "POST":
            require_possible(opening, profile, invited_by=invited_by)
        elif form.is_valid():
            words = form.cleaned_data["words"]
            language = (get_language() or "en") if words else ""
            row = begin(opening, profile, by=user_of(request), words=words, language=language)
            messages.success(request, _("Done: the other side is told, and has three weeks to answer."))
            return redirect("introductions:introduction", pk=row.pk)
    except IllegalTransition as error:
        status = CONFLICT if request.method == "POST" else 200
        unready = isinstance(error, NotInReach) and invited_by is None
        return render(request, template, context | {"trouble": str(error), "unready": unready}, status=status)
    return render(request, template, context)
