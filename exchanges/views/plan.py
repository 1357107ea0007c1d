"""Milestones and the checklist: small forms of the page of a stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audience import user_of
from accounts.domain.editing import Refused
from accounts.domain.errors import NotTheirStep
from accounts.stepping import CONFLICT, Pressed
from exchanges.domain import planning
from exchanges.domain.rights import require_side
from exchanges.forms import MilestoneForm
from exchanges.rows import find
from exchanges.views.page import page
from matching.models import Exchange
from taxonomy.transitions import IllegalTransition

BOTH = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(BOTH)
@never_cache
def add_milestone(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    if request.method != "POST":
        return redirect("exchanges:exchange", pk=pk)
    form = MilestoneForm(request.POST)
    if not form.is_valid():
        return page(request, row, Pressed(None, 200), milestone_form=form)
    words: dict[str, Any] = {"language": get_language() or "en", "by": user_of(request)}
    try:
        return _answer(
            request, row, "milestones", lambda: planning.add_milestone(row, **form.cleaned_data, **words)
        )
    except Refused as error:
        form.add_error(error.field, str(error))
        return page(request, row, Pressed(None, 200), milestone_form=form)


@login_required
@require_http_methods(BOTH)
@never_cache
def milestone(request: HttpRequest, pk: int, milestone: int) -> HttpResponse:
    """`do`: reach, open or remove."""
    row = _found(request, pk)
    if request.method != "POST":
        return redirect("exchanges:exchange", pk=pk)
    found, user = get_object_or_404(row.milestones, pk=milestone), user_of(request)
    found.exchange = row
    match request.POST.get("do"):
        case "remove":
            return _answer(request, row, "milestones", lambda: planning.remove_milestone(found, by=user))
        case "reach" | "open" as do:
            done = do == "reach"
            return _answer(
                request, row, "milestones", lambda: planning.mark_milestone(found, done=done, by=user)
            )
    return page(
        request, row, Pressed(None, CONFLICT, _("Choose one of the steps on this page.")), status=CONFLICT
    )


@login_required
@require_http_methods(BOTH)
@never_cache
def tick(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """`do`: done or open."""
    row = _found(request, pk)
    if request.method != "POST":
        return redirect("exchanges:exchange", pk=pk)
    found = get_object_or_404(row.checklist, pk=item)
    found.exchange = row
    done = request.POST.get("do") == "done"
    return _answer(request, row, "checklist", lambda: planning.tick(found, done=done, by=user_of(request)))


def _found(request: HttpRequest, pk: int) -> Exchange:
    row = find(pk, reader=request.user)
    try:
        require_side(row, by=user_of(request))
    except NotTheirStep as error:
        raise PermissionDenied(str(error)) from error
    return row


def _answer(request: HttpRequest, row: Exchange, where: str, take: Callable[[], Any]) -> HttpResponse:
    try:
        take()
    except NotTheirStep as error:
        raise PermissionDenied(str(error)) from error
    except IllegalTransition as error:
        fresh = find(row.pk, reader=request.user)
        return page(request, fresh, Pressed(None, CONFLICT, str(error)), status=CONFLICT)
    messages.success(request, _("Saved."))
    return redirect(f"{reverse('exchanges:exchange', args=[row.pk])}#{where}")
