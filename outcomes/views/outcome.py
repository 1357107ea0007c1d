"""What came of stays: the list of the reader's, and the page of one."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audience import is_officer
from accounts.stepping import CONFLICT, Pressed, press
from bases.addresses import bounded, neighbours
from exchanges.days_there import days_at_the_base
from experts.choices import Where
from experts.domain.looks import Sight
from matching.models import Outcome
from matching.noting import note_shown
from outcomes.buttons import PAGE
from outcomes.reading import context_of
from outcomes.standing import standings
from outcomes.turn import is_overdue

BOTH = ["GET", "HEAD", "POST"]
PER_PAGE = 25


@login_required
@require_safe
@never_cache
def outcomes(request: HttpRequest) -> HttpResponse:
    """Of stays that the reader may see; what is due soonest first."""
    sent = bounded(request.GET, words=False)
    late = sent.get("late") == "1"
    rows = Outcome.objects.visible_to(request.user).for_stories()
    if late:
        rows = rows.overdue()
    rows = rows.select_related("exchange__profile").prefetch_related("exchange__events").waiting_first()
    page = Paginator(rows, PER_PAGE).get_page(sent.get("page"))
    found = list(page)
    note_shown(request, [Sight(row.exchange.profile, named=True) for row in found], why=Where.EXCHANGE)
    standing = standings(found)
    context = {
        "section": "desk",
        "page": page,
        "rows": [
            (outcome, is_overdue(outcome), standing[outcome.pk], days_at_the_base(outcome.exchange))
            for outcome in found
        ],
        "late": late,
        "all": not late,
        "officer": is_officer(request.user),
        "neighbours": neighbours(sent, page),
    }
    return render(request, "outcomes/outcomes.html", context)


@login_required
@require_http_methods(BOTH)
@never_cache
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """For both sides and officers: where it stands, what was told, the story, the timeline."""
    found = outcome_of(request, pk)
    pressed = None
    if request.method == "POST":
        pressed = press(request, found, PAGE)
        if pressed.taken:
            return redirect("outcomes:outcome", pk=pk)
    return page_of(request, found, pressed)


def page_of(request: HttpRequest, outcome: Outcome, pressed: Pressed | None = None) -> HttpResponse:
    status = pressed.status if pressed else 200
    return render(request, "outcomes/outcome.html", context_of(outcome, request.user, pressed), status=status)


def refused(request: HttpRequest, outcome: Outcome, error: Exception) -> HttpResponse:
    """The page as it stands now, with why the step was not taken."""
    outcome.refresh_from_db()
    return page_of(request, outcome, Pressed(None, CONFLICT, str(error)))


def outcome_of(request: HttpRequest, pk: int) -> Outcome:
    """One that the reader may see. To others there is no such page."""
    rows = Outcome.objects.visible_to(request.user).for_stories()
    found: Outcome = get_object_or_404(
        rows.select_related(
            "exchange__profile",
            "exchange__introduction__profile__user",
            "exchange__introduction__opening__institution",
        ).prefetch_related("exchange__introduction__opening__institution__texts"),
        pk=pk,
    )
    stay = found.exchange
    sight = Sight(stay.profile, named=True)
    note_shown(request, [sight], why=Where.EXCHANGE, opening=stay.introduction.opening)
    return found
