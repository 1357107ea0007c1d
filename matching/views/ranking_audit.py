"""The newest audit of the ranking, for officers: whom it shows less than their equals, and whether by chance."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.audience import admitted, is_officer
from matching.fairness.exposure import SHUFFLES, SMALLEST
from matching.fairness.report import MEANINGS, TITLES, Audit, BadReport, newest


@login_required
@require_safe
@never_cache
def ranking_audit(request: HttpRequest) -> HttpResponse:
    """What `manage.py audit_ranking` wrote last."""
    refusal = _("Only programme officers read the audit of the ranking.")
    admitted(request.user, is_officer, otherwise=refusal)
    context = {"section": "desk", "smallest": SMALLEST, "shuffles": SHUFFLES}
    try:
        audit = newest()
    except BadReport as error:
        return render(request, "matching/ranking_audit.html", context | {"trouble": str(error)})
    return render(
        request, "matching/ranking_audit.html", context | {"audit": audit, "findings": _shown(audit)}
    )


def _shown(audit: Audit | None) -> list[dict[str, object]]:
    return [
        {"title": TITLES[one.kind], "meaning": MEANINGS[one.kind], "finding": one}
        for one in (audit.findings if audit else ())
    ]
