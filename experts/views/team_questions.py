"""Steps that are not taken back by a click: somebody leaves, another leads, the team is dissolved. Each asks first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audience import user_of
from accounts.domain.offers import NotTheirs
from experts.domain import teams as domain
from experts.domain.teams import NotNow, leads
from experts.models import Team, TeamMember
from experts.views.team_guards import BOTH, led, member_of, tells_when_gone


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before a step that is not taken back by a click."""

    title: Promise | str
    text: Promise | str
    button: Promise | str
    done: Promise | str
    harm: bool = True


LEAVE = Question(
    gettext_lazy("Leave the team?"),
    gettext_lazy("The team is matched without you from now on. To come back takes an invitation."),
    gettext_lazy("Leave the team"),
    gettext_lazy("You have left the team."),
)
TAKE_OUT = Question(
    gettext_lazy("Take this person out of the team?"),
    gettext_lazy("The team is matched without them from now on. To come back takes an invitation."),
    gettext_lazy("Take out of the team"),
    gettext_lazy("The person has left the team."),
)
HAND_OVER = Question(
    gettext_lazy("Hand the team over?"),
    gettext_lazy("From now on they invite, change and dissolve; you stay in the team. Open invitations end."),
    gettext_lazy("Hand over"),
    gettext_lazy("The team has another lead."),
    harm=False,
)
DISSOLVE = Question(
    gettext_lazy("Dissolve the team?"),
    gettext_lazy("It is gone for everybody in it, with its invitations; your profiles stay as they are."),
    gettext_lazy("Dissolve the team"),
    gettext_lazy("The team is dissolved."),
)


@login_required
@require_http_methods(BOTH)
@never_cache
@tells_when_gone
def team_leave(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    if done := _done_before(request, pk, member):
        return done
    user = user_of(request)
    row = member_of(request, pk, member)
    own = row.profile.user_id == user.pk
    if not own and not leads(row.team, user):
        raise PermissionDenied(_("Only whoever leads the team does this."))
    onward = reverse("matching:my_teams") if own else reverse("experts:team", args=[pk])
    return _ask(
        request, row.team, LEAVE if own else TAKE_OUT, lambda: domain.leave(row, by=user), onward, row
    )


@login_required
@require_http_methods(BOTH)
@never_cache
@tells_when_gone
def team_hand_over(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    if done := _done_before(request, pk, member):
        return done
    user = user_of(request)
    team = led(request, pk)
    row = member_of(request, pk, member)
    onward = reverse("experts:team", args=[pk])
    return _ask(request, team, HAND_OVER, lambda: domain.hand_over(row, by=user), onward, row)


@login_required
@require_http_methods(BOTH)
@never_cache
@tells_when_gone
def team_dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    if done := _done_before(request, pk):
        return done
    user = user_of(request)
    team = led(request, pk)
    return _ask(request, team, DISSOLVE, lambda: domain.dissolve(team, by=user), reverse("matching:my_teams"))


def _done_before(request: HttpRequest, pk: int, member: int | None = None) -> HttpResponse | None:
    """The second click of two: the reader has no such team any more, or `member` is in none."""
    if request.method != "POST":
        return None
    if not Team.objects.visible_to(request.user).filter(pk=pk).exists():
        messages.info(request, _("You are in no such team: it is done already."))
        return redirect("matching:my_teams")
    if member is not None and not TeamMember.objects.filter(pk=member).exists():
        messages.info(request, _("The person is no longer in the team."))
        return redirect("experts:team", pk=pk)
    return None


def _ask(
    request: HttpRequest,
    team: Team,
    question: Question,
    step: Callable[[], None],
    onward: str,
    row: TeamMember | None = None,
) -> HttpResponse:
    """By GET the question, by POST the step."""
    if request.method == "POST":
        try:
            step()
        except NotTheirs as error:  # handed over a moment ago
            raise PermissionDenied(str(error)) from error
        except NotNow as error:
            messages.error(request, str(error))
            return redirect("experts:team", pk=team.pk)
        messages.success(request, str(question.done))
        return redirect(onward)
    context: dict[str, Any] = {"section": "desk", "team": team, "question": question, "row": row}
    return render(request, "experts/team_question.html", context)
