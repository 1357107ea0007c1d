"""Where an opening stands, and what can be done with it: for its team, and for officers who review it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audience import admitted, is_administrator, is_officer, user_of
from accounts.domain.errors import NotTheirStep
from accounts.stepping import Pressed, press
from bases.addresses import bounded, neighbours
from bases.choices import PublicationState, Sensitivity
from bases.domain import publication
from bases.domain.completeness import missing
from bases.domain.deciding import decides_on
from bases.domain.opening_part import ENDS, deletable
from bases.domain.opening_rights import writes
from bases.domain.wording.look import findings_of
from bases.models import Opening
from bases.opening_steps_form import (
    HOST,
    OFFICER,
    PostponeForm,
    hosts_buttons,
    officers_buttons,
    page_of,
    state_of,
)
from bases.opening_turn import returned, turn_of
from bases.service import due
from taxonomy.transitions import IllegalTransition

BOTH = ["GET", "HEAD", "POST"]
CONFLICT = 409
PER_PAGE = 25
LATER = (PublicationState.OPEN, PublicationState.PAUSED)


@login_required
@require_http_methods(BOTH)
@never_cache
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """For the team of the institution: state, timeline, what is missing; owners and editors take steps."""
    opening = _of_team(request, pk)
    pressed = Pressed(None, 200)
    if request.method == "POST":
        pressed = press(request, opening, page_of(HOST))
        if pressed.taken:
            return redirect("bases:opening_state", pk=pk)
    return _state_page(request, opening, pressed, PostponeForm(opening=opening), status=pressed.status)


@login_required
@require_http_methods(BOTH)
@never_cache
def postpone(request: HttpRequest, pk: int) -> HttpResponse:
    """A later deadline. Without one the page leads to the state: after a log-in, or by the address."""
    opening = _of_team(request, pk)
    if request.method != "POST":
        return redirect("bases:opening_state", pk=pk)
    later = PostponeForm(request.POST, opening=opening)
    status = 200
    if later.is_valid():
        try:
            publication.postpone_deadline(opening, later.moment, by=user_of(request))
        except NotTheirStep as error:
            raise PermissionDenied(str(error)) from error
        except IllegalTransition as error:
            later.add_error(None, str(error))
            status = CONFLICT
        else:
            messages.success(request, _("The deadline is later now."))
            return redirect("bases:opening_state", pk=pk)
    return _state_page(request, opening, Pressed(None, 200), later, status=status)


def _state_page(
    request: HttpRequest, opening: Opening, pressed: Pressed, later: PostponeForm, *, status: int
) -> HttpResponse:
    mine, draft = writes(request.user, opening), opening.publication == PublicationState.DRAFT
    gaps = missing(opening) if draft else []
    buttons = hosts_buttons(opening, request.user, gaps=bool(gaps))
    context = {
        "section": "desk",
        "opening": opening,
        "events": opening.events.all(),
        "turn": turn_of(opening),
        "returned": returned(opening),
        "forms": pressed.forms(buttons, seen=state_of(opening)),
        "trouble": pressed.error,
        "writes": mine,
        "gaps": gaps,
        "findings": findings_of(opening) if draft else [],
        "later": later if mine and opening.publication in LATER else None,
        "deletable": mine and draft and deletable(opening),
    }
    return render(request, "bases/opening_state.html", context, status=status)


@login_required
@require_safe
@never_cache
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for officers, the longest waiting first; held ones apart."""
    admitted(request.user, is_officer, otherwise=_("Openings are reviewed by programme officers."))
    rows = Opening.objects.for_cards().longest_waiting()
    held = request.GET.get("held") == "1"
    counts = {
        "waiting": rows.exclude(sensitivity=Sensitivity.HELD).count(),
        "held": rows.filter(sensitivity=Sensitivity.HELD).count(),
    }
    chosen = rows.filter(sensitivity=Sensitivity.HELD) if held else rows.exclude(sensitivity=Sensitivity.HELD)
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "desk",
        "page": page,
        "rows": [(row, due(row.handed_in)) for row in page],  # type: ignore[attr-defined]
        "held": held,
        "waits": not held,
        "counts": counts,
        "target": settings.VERIFICATION_WORKING_DAYS,
        "neighbours": neighbours(bounded(request.GET, words=False), page),
    }
    return render(request, "bases/opening_queue.html", context)


@login_required
@require_http_methods(BOTH)
@never_cache
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One opening before an officer: both languages side by side, what the rules found, and the decision."""
    admitted(request.user, is_officer, otherwise=_("Openings are reviewed by programme officers."))
    opening = get_object_or_404(_rows(), pk=pk)
    pressed = Pressed(None, 200)
    if request.method == "POST":
        pressed = press(request, opening, page_of(OFFICER))
        if pressed.taken:
            return redirect("bases:opening_queue")
    decides = decides_on(request.user, opening.institution)
    buttons = officers_buttons(opening, user_of(request)) if decides else []
    texts = {text.language: text for text in opening.texts.all()}
    context = {
        "section": "desk",
        "opening": opening,
        "events": opening.events.all(),
        "turn": turn_of(opening),
        "forms": pressed.forms(buttons, seen=state_of(opening)),
        "trouble": pressed.error,
        "not_mine": not decides,
        "first_here": opening.half_cleared_by_id == request.user.pk,
        "findings": findings_of(opening),
        "texts": [texts[language] for language in ENDS.values() if language in texts],
    }
    return render(request, "bases/opening_review.html", context, status=pressed.status)


def _rows() -> Any:
    return Opening.objects.for_cards().select_related("programme", "project").prefetch_related("events__by")


def _of_team(request: HttpRequest, pk: int) -> Opening:
    """One of an institution whose team the reader is in; for administrators any. To others it has no such page."""
    rows = _rows() if is_administrator(request.user) else _rows().of_team(request.user)
    found: Opening = get_object_or_404(rows, pk=pk)
    return found
