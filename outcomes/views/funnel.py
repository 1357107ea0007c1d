"""From recommendation to report, in figures: for programme officers."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.audience import admitted, is_officer
from outcomes.funnel.counting import BY, funnel
from outcomes.funnel.flows import flows
from outcomes.funnel.form import FunnelForm
from outcomes.funnel.stages import STAGES, Stage
from outcomes.funnel.table import as_csv, as_workbook, rows_of
from taxonomy.site_clock import site_today

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {"csv": (as_csv, "text/csv; charset=utf-8"), "xlsx": (as_workbook, XLSX)}


@login_required
@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    _admit(request)
    form = FunnelForm(request.GET)
    found = funnel(form.asked, by=form.grouped)
    head, *rows, total = rows_of(found, by=form.grouped)
    context = {
        "section": "desk",
        "form": form,
        "funnel": found,
        "flows": flows(form.asked),
        "accepted": next(step.number for step in found.steps if step.stage == Stage.ACCEPTED),
        "head": head,
        "rows": rows,
        "total": total,
        "stages": STAGES,
        "by": BY[form.grouped],
        "filtered": any(request.GET.get(name) for name in form.fields),
        "query": request.GET.urlencode(),
    }
    return render(request, "outcomes/funnel.html", context)


@login_required
@require_safe
@never_cache
def table(request: HttpRequest, kind: str) -> HttpResponse:
    """The same table as a file."""
    _admit(request)
    form = FunnelForm(request.GET)
    if not form.is_valid():
        return HttpResponseBadRequest(
            _("The address asks for something that there is not; choose on the page again.")
        )
    make, content_type = FORMATS[kind]
    found = funnel(form.asked, by=form.grouped)
    content = make(found, by=form.grouped, asked=form.in_words)
    answer = HttpResponse(content, content_type=content_type)
    name = f"funnel-{site_today().isoformat()}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _admit(request: HttpRequest) -> None:
    admitted(request.user, is_officer, otherwise=_("Only programme officers read these figures."))
