"""What officers read of the use of the site."""

from __future__ import annotations

import csv

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.audience import admitted, is_officer
from cms.usage.report import DAYS, HEIGHT, all_counts, report


@login_required
@require_safe
@never_cache
def usage(request: HttpRequest) -> HttpResponse:
    """The last month."""
    _admit(request)
    context = {"section": "desk", "report": report(), "days": DAYS, "height": HEIGHT}
    return render(request, "cms/usage.html", context)


@login_required
@require_safe
@never_cache
def usage_csv(request: HttpRequest) -> HttpResponse:
    """Every number that is kept: day, kind, language, number."""
    _admit(request)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="usage-{timezone.localdate().isoformat()}.csv"'
    writer = csv.writer(answer)
    writer.writerow(["day", "kind", "language", "number"])
    writer.writerows(all_counts())
    return answer


def _admit(request: HttpRequest) -> None:
    admitted(request.user, is_officer, otherwise=_("Only programme officers read how the site is used."))
