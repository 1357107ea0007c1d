"""The invitation to a team: withdrawn by the lead, read and accepted by its link."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.audience import user_of
from accounts.domain import offers
from accounts.domain.offers import NoLongerOpen, NotTheirs
from accounts.models import User
from experts.domain import teams as domain
from experts.domain.teams import NotNow
from experts.models import Team, TeamInvitation
from experts.views.team_guards import BOTH, led, tells_when_gone


@login_required
@require_POST
@tells_when_gone
def team_withdraw(request: HttpRequest, pk: int, offer: int) -> HttpResponse:
    team = led(request, pk)
    try:
        domain.withdraw(get_object_or_404(TeamInvitation, pk=offer, team=team), by=user_of(request))
        messages.success(request, _("The invitation is withdrawn; its link does nothing any more."))
    except NoLongerOpen as error:
        messages.error(request, str(error))
    return redirect("experts:team", pk=pk)


@require_http_methods(BOTH)
@never_cache
@tells_when_gone
def team_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a letter; nothing happens before a button is pressed."""
    offer = offers.find(TeamInvitation, token)
    if (
        offer
        and offer.accepted_at
        and Team.objects.visible_to(request.user).filter(pk=offer.team_id).exists()
    ):
        return redirect("experts:team", pk=offer.team_id)
    if offer is None or not offer.is_open:
        return render(request, "accounts/link_broken.html", {"section": "account"}, status=410)
    problem = ""
    if request.method == "POST" and isinstance(request.user, User):
        try:
            domain.accept(offer, by=request.user)
        except (NotTheirs, NoLongerOpen, NotNow) as error:
            problem = str(error)
        else:
            messages.success(request, _("Welcome to the team."))
            return redirect("experts:team", pk=offer.team_id)
    context = {
        "section": "account",
        "offer": offer,
        "title": offer.team.name,
        "lead": offer.team.about,
        "told": _(
            "The others in the team will see your name and what you cover. The team is matched with openings "
            "once you agreed to be matched. You can leave at any time."
        ),
        "problem": problem,
        "theirs": request.user.is_authenticated and request.user.email.lower() == offer.email.lower(),
    }
    return render(request, "accounts/invitation.html", context, status=409 if problem else 200)
