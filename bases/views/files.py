"""Files that institutions hand in: listed and added by their team, handed out to few, removed after a question."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audience import user_of
from bases.domain import files as domain
from bases.domain.own_bases import InUse, TooMany
from bases.files.limits import Refused
from bases.files.words import refusal
from bases.files_forms import PaperForm
from bases.models import Base, Institution, PrivateFile
from bases.views.own_bases import admit, base_of
from bases.views.removing import removed_once

BOTH = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(BOTH)
@never_cache
def institution_papers(request: HttpRequest, slug: str) -> HttpResponse:
    """Proof that the institution is what it says."""
    institution = get_object_or_404(Institution.objects.prefetch_related("texts"), slug=slug)
    admit(request, institution, "read")
    return _papers(request, institution, {"institution": institution})


@login_required
@require_http_methods(BOTH)
@never_cache
def base_papers(request: HttpRequest, slug: str) -> HttpResponse:
    """What an officer reads before the base is recognised."""
    base = base_of(request, slug, "read")
    return _papers(request, base, {"institution": base.institution, "base": base})


def _papers(request: HttpRequest, subject: Institution | Base, context: dict[str, Any]) -> HttpResponse:
    keeps = domain.may_keep(request.user, subject)
    if request.method == "POST" and not keeps:
        raise PermissionDenied(_("Only owners hand in proof; papers of a base, its editors as well."))
    form = PaperForm(request.POST, request.FILES) if request.method == "POST" else PaperForm()
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            domain.keep_file(subject, sent.read(), name=sent.name, by=user_of(request))
        except Refused as refused:
            form.add_error("file", refusal(refused))
        except TooMany as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("The file is handed in."))
            return redirect(request.path)
    rows = domain.files_of(subject)
    context |= {
        "section": "desk",
        "title": _("Papers") if isinstance(subject, Base) else _("Proof"),
        "form": form,
        "keeps": keeps,
        "files": [(row, keeps and not domain.is_settled(row)) for row in rows],
    }
    return render(request, "bases/papers.html", context)


@login_required
@require_safe
@never_cache
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file itself: never shown in the browser, never kept by it."""
    row = get_object_or_404(PrivateFile.objects.select_related("institution"), pk=pk)
    if not domain.may_read(request.user, row):
        raise Http404
    answer = HttpResponse(domain.read_file(row, by=user_of(request)), content_type=row.kind)
    disposition = content_disposition_header(as_attachment=True, filename=row.name)
    answer["Content-Disposition"] = disposition or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@login_required
@require_http_methods(BOTH)
@never_cache
@removed_once
def file_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, and says why not where an officer decided with it."""
    row = get_object_or_404(PrivateFile.objects.select_related("institution", "base"), pk=pk)
    subject: Institution | Base = row.base or row.institution
    if not domain.may_keep(request.user, subject):
        raise Http404
    name, slug = ("base_papers", row.base.slug) if row.base else ("institution_papers", row.institution.slug)
    back = reverse(f"bases:{name}", args=[slug])
    context = {
        "section": "desk",
        "institution": row.institution,
        "base": row.base,
        "title": _("Remove this file?"),
        "label": row.name,
        "back": back,
    }
    if request.method == "POST":
        try:
            domain.remove_file(row, by=user_of(request))
        except InUse as error:
            return render(request, "bases/file_removal.html", context | {"problem": str(error)}, status=409)
        messages.success(request, _("Removed."))
        return redirect(back)
    return render(request, "bases/file_removal.html", context)
