"""The page of one opening, and its deadline for a calendar."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseGone
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.audience import is_officer
from bases.calendars import calendar_of
from bases.models import Opening

GONE = 410
PLAIN = "text/plain; charset=utf-8"


@require_safe
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """One opening with its terms in the open. One that takes applications no more is gone, and the page says why:
    closed or past its deadline it still shows the terms, for whoever applied; withdrawn it shows none. `?preview=1`: as
    visitors see it, for those who write it."""
    rows = Opening.objects.for_cards().select_related("programme", "project")
    rows = rows.prefetch_related(
        "project__texts", "project__funding", "programme__texts", "framework__texts"
    ).filter(pk=pk)
    shown = rows.visible_to(request.user).first() or rows.over_or_paused().first()
    if shown is None:
        return _withdrawn(request, pk)
    reads_shortlist = (
        is_officer(request.user) or Opening.objects.staffed_by(request.user).filter(pk=pk).exists()
    )
    own = Opening.objects.of_team(request.user).filter(pk=pk).exists()
    gone = shown.is_over and not reads_shortlist and not own
    preview = own and request.GET.get("preview") == "1"
    context = {
        "section": "openings",
        "opening": shown,
        "gone": gone,
        "closed_early": shown.deadline > timezone.now(),
        "own": own and not preview,
        "preview": preview,
        "reads_shortlist": reads_shortlist and not preview,
    }
    return render(request, "bases/opening.html", context, status=GONE if gone else 200)


@require_safe
def deadline(request: HttpRequest, pk: int) -> HttpResponse:
    """The deadline of an opening that takes applications, as an iCalendar file; gone with its page."""
    rows = Opening.objects.for_cards().filter(pk=pk)
    shown = rows.visible_to(request.user).first() or rows.over_or_paused().first()
    if shown is None:
        return _withdrawn(request, pk)
    if shown.is_over:
        return HttpResponseGone(_("This opening takes no more applications."), content_type=PLAIN)
    shown = get_object_or_404(rows.open())
    calendar = calendar_of([shown], name=shown.label, link_of=lambda one: _link(request, one))
    response = HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="opening-{shown.pk}.ics"'
    response["Content-Language"] = get_language() or ""
    return response


def _withdrawn(request: HttpRequest, pk: int) -> HttpResponse:
    """Raises Http404 for what was never public, or must not have been."""
    closed = Opening.objects.withdrawn().filter(pk=pk).prefetch_related("fields").first()
    if closed is None:
        raise Http404
    return render(request, "bases/gone.html", {"section": "openings", "opening": closed}, status=GONE)


def _link(request: HttpRequest, opening: Opening) -> str:
    return request.build_absolute_uri(reverse("bases:opening", args=[opening.pk]))
