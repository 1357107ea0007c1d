"""Where the team of an institution writes about the projects at its bases."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audience import user_of
from accounts.domain.editing import ChangedMeanwhile, Refused, change_part
from bases.domain import own_projects as domain
from bases.domain.own_bases import InUse
from bases.domain.own_projects import PROJECT
from bases.models import Base, Project
from bases.project_forms import ProjectForm
from bases.views.own_bases import admit, base_of
from bases.views.removing import removed_once

BOTH = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(BOTH)
@never_cache
def project_add(request: HttpRequest, slug: str) -> HttpResponse:
    base = base_of(request, slug, "write")
    user = user_of(request)
    form = ProjectForm(request.POST if request.method == "POST" else None, now=None, user=user)
    if request.method == "POST" and form.is_valid():
        domain.begin_project(base, form.values, by=user)
        return _done(request, base, _("Saved."))
    return render(request, "bases/project_edit.html", _context(base, form, title=_("New project")))


@login_required
@require_http_methods(BOTH)
@never_cache
def project_edit(request: HttpRequest, pk: int) -> HttpResponse:
    project = _project(request, pk)
    user = user_of(request)
    form = ProjectForm(
        request.POST if request.method == "POST" else None, now=PROJECT.read(project), user=user
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_part(project, PROJECT, form.values, seen=form.seen_mark, by=user)
        except ChangedMeanwhile as error:
            form.parted(error)
        except Refused as error:
            form.refused(error)
        else:
            return _done(request, project.base, _("Saved."))
    context = _context(project.base, form, title=project.label) | {"project": project}
    return render(request, "bases/project_edit.html", context)


@login_required
@require_http_methods(BOTH)
@never_cache
@removed_once
def project_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, and says why not where openings belong to it."""
    project = _project(request, pk)
    context = _context(project.base, None, title=_("Remove this project?")) | {"label": project.label}
    if request.method == "POST":
        try:
            domain.remove_project(project, by=user_of(request))
        except InUse as error:
            return render(request, "bases/own_removal.html", context | {"problem": str(error)}, status=409)
        return _done(request, project.base, _("Removed."))
    return render(request, "bases/own_removal.html", context)


def _project(request: HttpRequest, pk: int) -> Project:
    rows = Project.objects.select_related("base__institution")
    project = get_object_or_404(
        rows.prefetch_related("texts", "base__texts", "base__institution__texts"), pk=pk
    )
    admit(request, project.base.institution, "write")
    return project


def _done(request: HttpRequest, base: Base, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("bases:own_bases", slug=base.institution.slug)


def _context(base: Base, form: Any, *, title: str) -> dict[str, Any]:
    return {
        "section": "desk",
        "institution": base.institution,
        "base": base,
        "form": form,
        "title": title,
    }
