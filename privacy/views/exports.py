"""The file with all my data: asked for, looked for while it is made, taken behind a fresh log-in."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from accounts.audience import user_of
from privacy.domain.exports import ask_export, read_export
from privacy.export_start import start_export
from privacy.models import DataExport


@login_required
@require_POST
def export_ask(request: HttpRequest) -> HttpResponse:
    """While one is being made, a second click leads to that one."""
    row = ask_export(user_of(request))
    start_export(row.pk)
    return redirect("privacy:export", row.pk)


@login_required
@require_safe
@never_cache
def export(request: HttpRequest, pk: int) -> HttpResponse:
    row = _own(request, pk)
    context = {"section": "desk", "export": row}
    if request.htmx:  # type: ignore[attr-defined]
        return (
            render(request, "privacy/export_progress.html", context)
            if row.unfinished
            else HttpResponseClientRefresh()
        )
    return render(request, "privacy/export.html", context)


@login_required
@reauthentication_required
@require_safe
@never_cache
def export_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file itself; 410 once it is over."""
    row = _own(request, pk)
    if not row.can_be_taken:
        return render(request, "privacy/export.html", {"section": "desk", "export": row}, status=410)
    name = f"talentbridge-{row.asked_at:%Y-%m-%d}.zip"
    return HttpResponse(
        read_export(row),
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _own(request: HttpRequest, pk: int) -> DataExport:
    return get_object_or_404(DataExport, pk=pk, user=user_of(request))
