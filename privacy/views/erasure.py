"""Asking to be erased, and calling it off: from the account, or by the link in the letter."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.audience import user_of
from privacy.choices import ErasureState
from privacy.domain.erasures import NotYet, ask_erasure, call_off, find, obstacles_of, waiting
from privacy.ending import at_once, with_them
from privacy.forms import ErasureForm
from privacy.letters_of import not_theirs
from taxonomy.transitions import IllegalTransition

BOTH = ["GET", "HEAD", "POST"]


@login_required
@reauthentication_required
@require_http_methods(BOTH)
@never_cache
def erasure(request: HttpRequest) -> HttpResponse:
    """What goes, what stays, what has to end first."""
    user = user_of(request)
    form = ErasureForm(request.POST if request.method == "POST" else None)
    obstacles, status = obstacles_of(user), 200
    if request.method == "POST" and form.is_valid():
        try:
            ask_erasure(user, by=user)
        except NotYet as error:
            obstacles, status = error.obstacles, 409
        else:
            messages.success(
                request,
                _("You are in no list and no search any more. A letter holds the link that calls it off."),
            )
            return redirect("privacy:erasure")
    context = {
        "section": "desk",
        "form": form,
        "obstacles": obstacles,
        "erasure": waiting(user),
        "at_once": at_once(user),
        "ends": with_them(user),
    }
    return render(request, "privacy/erasure.html", context, status=status)


@login_required
@require_POST
def call_off_mine(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    row = waiting(user)
    if row is None:
        messages.info(request, _("There was nothing to call off."))
    else:
        call_off(row, by=user)
        messages.success(request, _("Called off: nothing is erased. Show your profile again when you like."))
    return redirect("privacy:my_data")


@require_http_methods(BOTH)
@never_cache
def erasure_call_off(request: HttpRequest, token: str) -> HttpResponse:
    """Without a log-in; nothing happens before the button is pressed. A forged link answers 410, as an old one does."""
    row = find(token)
    if row is None or row.state == ErasureState.ERASED:
        return render(request, "privacy/erasure_over.html", {"section": "account"}, status=410)
    if refused := not_theirs(request, row):
        return refused
    if request.method == "POST" and row.state == ErasureState.WAITING:
        try:
            call_off(row, by=None)
        except IllegalTransition:
            return render(request, "privacy/erasure_over.html", {"section": "account"}, status=410)
    context = {"section": "account", "erasure": row}
    return render(request, "privacy/erasure_call_off.html", context)
