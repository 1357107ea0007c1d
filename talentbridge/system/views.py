"""The page, and trying again what was set aside."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audience import admitted, is_administrator, is_national_officer
from accounts.domain.audit import record_of
from accounts.models import User
from search.indexing import aside
from talentbridge.system.forms import ALL, RetryForm
from talentbridge.system.overview import overview


@login_required
@require_safe
@never_cache
def system(request: HttpRequest) -> HttpResponse:
    """Answers, and says what is away, while index and broker are away or hang."""
    user = _keeper(request)
    context = {"section": "desk", "system": overview(editing=is_administrator(user))}
    return render(request, "talentbridge/system.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def system_retry(request: HttpRequest) -> HttpResponse:
    """By POST one subject, or all, is tried again; the page itself asks before all are."""
    user = _keeper(request)
    if request.method != "POST":
        return render(request, "talentbridge/system_retry.html", {"section": "desk", "count": aside.count()})
    form = RetryForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest(form.errors.as_text(), content_type="text/plain; charset=utf-8")
    again = _retry(form.cleaned_data["which"], by=user)
    if again:
        said = ngettext("%(number)d subject is tried again.", "%(number)d subjects are tried again.", again)
        messages.success(request, said % {"number": again})
    else:
        messages.warning(request, _("Nothing is tried again: it was no longer set aside."))
    return redirect("system")


def _keeper(request: HttpRequest) -> User:
    """The reader, if they look after the platform. Raises PermissionDenied."""
    refusal = _("Only national programme officers and administrators look after the running of the platform.")
    return admitted(request.user, is_national_officer, otherwise=refusal)


def _retry(which: str, *, by: User) -> int:
    """-> how many subjects."""
    with transaction.atomic():
        again = aside.retry_all() if which == ALL else aside.retry([which])
        if again:
            record_of("index", "index jobs tried again", key=which, by=by, after={"subjects": again})
    return again
