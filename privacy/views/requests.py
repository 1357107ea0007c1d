"""The queue of requests about data, for programme officers of the nation."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audience import admitted, is_national_officer
from accounts.domain.steps import lock
from accounts.models import User
from accounts.step_form import forms_of
from accounts.stepping import Page, last_was, press
from experts.choices import Where
from privacy.domain.erasures import answer_due, held_up
from privacy.domain.handling import open_requests
from privacy.domain.stored_under import KINDS, has_account
from privacy.looks import note_rows
from privacy.models import DataRequest
from privacy.request_steps import BUTTONS, buttons_for, mark_of, turn_for_officers

CLOSED = 50  # that the page shows
PAGE: Page[DataRequest] = Page(buttons=BUTTONS, lock=lock, mark=mark_of, already=last_was)


@login_required
@require_safe
@never_cache
def requests(request: HttpRequest) -> HttpResponse:
    """The nearest deadline first."""
    officer(request)
    closed = DataRequest.objects.filter(closed_at__isnull=False).order_by("-closed_at", "-pk")
    context = {
        "section": "desk",
        "waiting": open_requests().select_related("handled_by"),
        "held_up": [(row, answer_due(row)) for row in held_up(timezone.now())],
        "closed": closed.select_related("handled_by")[:CLOSED],
    }
    return render(request, "privacy/requests.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def request_(request: HttpRequest, pk: int) -> HttpResponse:
    officer(request)
    row = get_object_or_404(DataRequest.objects.exclude(state="unconfirmed"), pk=pk)
    pressed = press(request, row, PAGE) if request.method == "POST" else None
    if pressed and pressed.taken:
        return redirect("privacy:request", pk)
    note_rows(DataRequest, [row], by=request.user, why=Where.REQUEST)
    buttons = buttons_for(row)
    bound = pressed.form if pressed else None
    data, step = (
        (request.POST, bound.button.step) if bound and pressed and pressed.status == 200 else (None, "")
    )
    context = {
        "section": "desk",
        "asked": row,
        "turn": turn_for_officers(row),
        "events": row.events.all(),
        "forms": forms_of(buttons, seen=mark_of(row), data=data, pressed=step),
        "trouble": pressed.error if pressed else "",
        "account_there": row.user_id is None and row.kind in KINDS and has_account(row),
    }
    return render(request, "privacy/request.html", context, status=pressed.status if pressed else 200)


def officer(request: HttpRequest) -> User:
    return admitted(
        request.user,
        is_national_officer,
        otherwise=_("Programme officers of the nation answer requests about data."),
    )
