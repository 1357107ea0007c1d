"""Handing posts and open nominations over, and taking that back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audience import admitted, is_national_officer, user_of
from accounts.models import AttachePost, User
from attaches.choices import HandoverState
from attaches.domain import handover as domain
from attaches.forms import HandoverForm
from attaches.models import Handover
from bases.addresses import bounded, neighbours
from taxonomy.countries import country_names
from taxonomy.site_clock import site_today
from taxonomy.transitions import IllegalTransition

BOTH = ["GET", "HEAD", "POST"]
PER_PAGE, LATELY = 50, 20


@login_required
@require_safe
@never_cache
def posts(request: HttpRequest) -> HttpResponse:
    """Every post, for national officers: those that ended lately may have left nominations behind."""
    admitted(
        request.user,
        is_national_officer,
        otherwise=_("Posts are looked after by national programme officers and administrators."),
    )
    rows = AttachePost.objects.select_related("user").order_by("until", "user__name", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "desk",
        "page": page,
        "neighbours": neighbours(bounded(request.GET, words=False), page),
        "today": site_today(),
        "handovers": Handover.objects.select_related("giver", "successor")[:LATELY],
    }
    return render(request, "attaches/posts.html", context)


def _left(handover: Handover) -> list[str]:
    """The country of each open nomination that stayed, in words."""
    if handover.giver is None or handover.state != HandoverState.DONE:
        return []
    names = country_names()
    return sorted(names.get(row.country.code, "") for row in domain.nominations_of(handover.giver))


@login_required
@require_http_methods(BOTH)
@never_cache
def begin(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Own posts, or those of user `pk` for national officers. What goes over stands there before anything is done."""
    by = user_of(request)
    giver = by if pk is None else get_object_or_404(User, pk=pk)
    if not domain.may_hand_over(giver, by=by):
        raise Http404
    form = HandoverForm(request.POST if request.method == "POST" else None, giver=giver)
    status = 200
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["successor"]
        try:
            done = domain.last_of(giver, to=to, by=by) or domain.hand_over(
                giver, to=to, by=by, seen=form.cleaned_data["seen"]
            )
        except IllegalTransition as error:
            form.add_error(None, str(error))
            status = 409
        else:
            messages.success(request, _("Handed over; a letter tells who has not done it themselves."))
            return redirect("attaches:handover_done", pk=done.pk)
    nominations = list(domain.nominations_of(giver))
    context = {
        "section": "desk",
        "form": form,
        "giver": giver,
        "own": giver.pk == by.pk,
        "posts": list(domain.posts_of(giver)),
        "nominations": nominations,
        "seen": domain.mark(giver),
        "days": domain.UNDO.days,
    }
    return render(request, "attaches/handover.html", context, status=status)


@login_required
@require_http_methods(BOTH)
@never_cache
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """What went over, for both and for national officers; by POST it is taken back."""
    by = user_of(request)
    handover = get_object_or_404(Handover.objects.select_related("giver", "successor", "by"), pk=pk)
    if by not in (handover.giver, handover.successor) and not is_national_officer(by):
        raise Http404
    trouble = ""
    if request.method == "POST":
        try:
            domain.take_back(handover, by=by)
        except domain.NotTheirStep as error:
            raise PermissionDenied(str(error)) from error
        except IllegalTransition as error:
            trouble = str(error)
        else:
            messages.success(request, _("Taken back; everything is as before."))
            return redirect("attaches:handover_done", pk=pk)
    context: dict[str, Any] = {
        "section": "desk",
        "handover": handover,
        "posts": [
            one.new or one.old for one in handover.posts.select_related("old", "new") if one.new or one.old
        ],
        "number": handover.nominations.count(),
        "left": _left(handover),
        "may": handover.giver is not None
        and domain.may_take_back(handover, by=by)
        and domain.can_be_taken_back(handover),
        "until": handover.at + domain.UNDO,
        "trouble": trouble,
    }
    return render(request, "attaches/handover_done.html", context, status=409 if trouble else 200)
