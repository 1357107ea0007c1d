"""Who reaches the pages of a team: its people alone; to anybody else it does not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts.audience import user_of
from experts.domain.teams import leads
from experts.models import Team, TeamInvitation, TeamMember

BOTH = ["GET", "HEAD", "POST"]
View = Callable[..., HttpResponse]


def tells_when_gone(view: View) -> View:
    """A team that was dissolved, or a person who left, while the step was on its way: the reader is told."""

    @wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Team.DoesNotExist, TeamMember.DoesNotExist, TeamInvitation.DoesNotExist):
            messages.info(request, _("The team was dissolved meanwhile, or the person has left it."))
            return redirect("matching:my_teams")

    return told


def team_of(request: HttpRequest, pk: int) -> Team:
    return get_object_or_404(Team.objects.visible_to(request.user).select_related("lead__user"), pk=pk)


def led(request: HttpRequest, pk: int) -> Team:
    team = team_of(request, pk)
    if not leads(team, user_of(request)):
        raise PermissionDenied(_("Only whoever leads the team does this."))
    return team


def member_of(request: HttpRequest, pk: int, member: int) -> TeamMember:
    rows = TeamMember.objects.select_related("profile__user", "team__lead__user")
    return get_object_or_404(rows, pk=member, team=team_of(request, pk))
