"""My recommendations, and one of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audience import user_of
from accounts.step_form import forms_of
from accounts.stepping import Pressed, press
from bases.addresses import bounded, neighbours
from experts.choices import NominationState, Where
from experts.domain.looks import Sight
from experts.models import Nomination
from matching.noting import note_shown
from nominations.buttons import buttons_of, mark, page_of
from nominations.choices import NominationStep
from nominations.domain.rights import may_nominate
from nominations.domain.sending import left_today, missing
from nominations.forms.draft import DraftForm
from nominations.turn import held_back, turn_for_nominator
from nominations.views.guards import BOTH, own

PER_PAGE = 25


@login_required
@require_safe
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """State, turn and deadline of each; also for somebody whose post has ended."""
    user = user_of(request)
    rows = Nomination.objects.filter(nominated_by=user)
    may = may_nominate(user)
    if not may and not rows.exists():
        raise PermissionDenied(_("Science attachés recommend people, while they hold a post."))
    state = request.GET.get("state", "")
    chosen = rows.filter(state=state) if state in NominationState.values else rows
    page = Paginator(
        chosen.select_related("opening", "profile").prefetch_related("events", "opening__texts"), PER_PAGE
    ).get_page(request.GET.get("page"))
    _note(request, page)
    counts = {
        value: rows.filter(state=value).count()
        for value in (
            NominationState.DRAFT,
            NominationState.SENT,
            NominationState.ACCEPTED,
            NominationState.DECLINED,
        )
    }
    context = {
        "section": "desk",
        "page": page,
        "rows": [(row, turn_for_nominator(row)) for row in page],
        "may": may,
        "left": left_today(user),
        "neighbours": neighbours(bounded(request.GET, words=False), page),
        "state": state if state in NominationState.values else "",
        "drafts": counts[NominationState.DRAFT] > 1,
        "states": [(value, NominationState(value).label, number) for value, number in counts.items()],
    }
    return render(request, "nominations/mine.html", context)


@login_required
@require_http_methods(BOTH)
@never_cache
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """What was written, where it stands, and what can be done."""
    if request.method == "POST" and not Nomination.objects.filter(pk=pk).exists():  # a double click
        messages.info(request, _("It is deleted already."))
        return redirect("nominations:mine")
    nomination, pressed = own(request, pk), None
    if request.method == "POST":
        pressed = press(request, nomination, page_of(nomination))
        if pressed.taken:
            return redirect("nominations:mine")
    return shown(request, nomination, pressed)


def _note(request: HttpRequest, rows: Iterable[Nomination]) -> None:
    """Whoever has agreed is a person here, who can read that whoever wrote of them looks again."""
    people = [row.profile for row in rows if row.profile]
    note_shown(request, [Sight(one, named=True) for one in people], why=Where.NOMINATION)


def shown(request: HttpRequest, nomination: Nomination, pressed: Pressed | None = None) -> HttpResponse:
    """The page of one, with why a step was not taken."""
    _note(request, [nomination])
    buttons = buttons_of(nomination)
    seen = mark(nomination)
    forms = forms_of(buttons.values(), seen=seen)
    if pressed and pressed.form and pressed.status == 200:
        forms = [pressed.form if form.button is pressed.form.button else form for form in forms]
    draft = nomination.state == NominationState.DRAFT
    context = {
        "section": "desk",
        "nomination": nomination,
        "turn": turn_for_nominator(nomination),
        # What became of somebody is told where they agreed to it, by the pages of attachés.
        "events": nomination.events.exclude(step=NominationStep.PUT_FORWARD),
        "forms": forms,
        "trouble": pressed.error if pressed else "",
        "gaps": [str(DraftForm.base_fields[name].label) for name in missing(nomination)] if draft else [],
        "draft": draft,
        "held": draft and held_back(nomination),
        "may": may_nominate(request.user, nomination.country.code or ""),
    }
    return render(request, "nominations/one.html", context, status=pressed.status if pressed else 200)
