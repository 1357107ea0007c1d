"""One stay: where it stands, whose turn it is, the agreement, the plan, the letters and the timeline."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audience import user_of
from accounts.step_form import forms_of
from accounts.stepping import CONFLICT, Pressed, press
from bases.choices import PublicationState
from exchanges.buttons import PAGE, mark, offered
from exchanges.choices import ExchangeStep, VersionState
from exchanges.clock import today_at, zone_name
from exchanges.domain.letters import day_of
from exchanges.domain.planning import OVER
from exchanges.domain.rights import side_of
from exchanges.dues import item_day, signs, waiting_version
from exchanges.forms import MilestoneForm
from exchanges.looks import note_stay
from exchanges.opening_gone import nobody_is_bound
from exchanges.rows import find
from exchanges.turn import turn_of
from exchanges.way import BOUND
from matching.choices import ExchangeState
from matching.models import Exchange

CLOSED = (PublicationState.CLOSED, PublicationState.WITHDRAWN, PublicationState.PAUSED)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def exchange(request: HttpRequest, pk: int) -> HttpResponse:
    """For both sides, the team of the host and officers; each side takes its own steps."""
    row = find(pk, reader=request.user)
    pressed = Pressed(None, 200)
    if request.method == "POST":
        if side_of(row, request.user) is None:
            raise PermissionDenied(
                _("The person, and owners and editors of the institution, take the steps of a stay.")
            )
        pressed = press(request, row, PAGE)
        if pressed.taken:
            return redirect("exchanges:exchange", pk=pk)
        row = find(pk, reader=request.user)
    note_stay(request, row)
    return page(request, row, pressed, status=pressed.status)


def page(
    request: HttpRequest,
    row: Exchange,
    pressed: Pressed,
    *,
    milestone_form: MilestoneForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user, side = user_of(request), side_of(row, request.user)
    opening, versions = row.introduction.opening, list(row.versions.all())
    letters = list(row.letters.all())
    context: dict[str, Any] = {
        "section": "desk",
        "exchange": row,
        "opening": opening,
        "closed": opening.publication in CLOSED and not nobody_is_bound(row),
        "name": row.introduction.profile.display_name,
        "side": side,
        "own": row.introduction.profile.user_id == user.pk,
        "turn": turn_of(row, side),
        "zone": zone_name(row),
        "today": today_at(row),
        "events": row.events.all(),
        "versions": versions[::-1],
        "waiting": waiting_version(row),
        "in_force": next((one for one in versions if one.state == VersionState.IN_FORCE), None),
        "checklist": _checklist(row),
        "milestones": row.milestones.all(),
        "letters": [letter for letter in letters if letter.revoked_at is None],
        "revoked": sum(letter.revoked_at is not None for letter in letters),
        "trouble": pressed.error,
        "over": row.state in OVER,
        "left_on": day_of(row, ExchangeStep.END_EARLY) or day_of(row, ExchangeStep.COMPLETE),
        "outcome": getattr(row, "outcome", None),
    }
    if side is not None:
        wrong = pressed.form.button.step if pressed.form and pressed.status != CONFLICT else ""
        context |= {
            "forms": forms_of(offered(row, side), seen=mark(row), data=request.POST, pressed=wrong),
            "proposes": not nobody_is_bound(row)
            and (row.state == ExchangeState.PLANNED or row.state in BOUND),
            "signs": signs(row, side),
            "milestone_form": None if context["over"] else milestone_form or MilestoneForm(),
        }
    return render(request, "exchanges/exchange.html", context, status=status)


def _checklist(row: Exchange) -> list[tuple[Any, Any]]:
    """Each item with the day by which it should be done, once there is one to count from."""
    return [(item, item_day(row, item.days)) for item in row.checklist.all()]
