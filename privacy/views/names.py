"""Where names of people who left still stand, in texts that are not about them: an officer reads each and decides."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from privacy.choices import NameVerdict
from privacy.domain.leftovers import decide, places
from privacy.models import NameLeft
from privacy.views.requests import officer

MOST = 50  # on one page; the next ones come as these are decided


@login_required
@require_safe
@never_cache
def names_left(request: HttpRequest) -> HttpResponse:
    officer(request)
    rows = NameLeft.objects.filter(verdict="")
    context = {
        "section": "desk",
        "places": places(rows[:MOST]),
        "number": rows.count(),
        "verdicts": NameVerdict.choices,
    }
    return render(request, "privacy/names_left.html", context)


@login_required
@require_POST
def name_left(request: HttpRequest, pk: int) -> HttpResponse:
    by, row = officer(request), get_object_or_404(NameLeft, pk=pk)
    verdict = request.POST.get("verdict", "")
    if verdict not in NameVerdict.values:
        return HttpResponseBadRequest(_("Choose one of the steps on this page."))
    decide(row, verdict=NameVerdict(verdict), by=by)
    messages.success(request, _("Noted."))
    return redirect("privacy:names_left")
