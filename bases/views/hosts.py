"""The pages of what openings belong to: an institution, a programme, a framework."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from bases.domain.pictures import pictures_of
from bases.domain.team import may_manage
from bases.models import Base, Framework, Institution, Programme, Project
from bases.service import due_of
from bases.views.taking import openings_of


@require_safe
def institution(request: HttpRequest, slug: str) -> HttpResponse:
    """A verified institution with its bases and openings."""
    rows = Institution.objects.visible_to(request.user).prefetch_related("texts", "fields")
    shown = get_object_or_404(rows, slug=slug)
    preview = "preview" in request.GET  # as visitors see it, for whoever may see it now
    bases = Base.objects.visible_to(request.user).recognised().filter(institution=shown).for_cards()
    context = {
        "section": "bases",
        "institution": shown,
        "bases": bases.order_by("slug"),
        "shown": pictures_of(shown),
        "preview": preview,
        "manages": not preview and may_manage(request.user, shown),
        "due": due_of(shown),
    }
    return render(request, "bases/institution.html", context | openings_of(request, institution=shown))


@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """A programme with its openings and projects."""
    rows = Programme.objects.select_related("framework").prefetch_related("texts", "framework__texts")
    shown = get_object_or_404(rows, slug=slug)
    projects = Project.objects.visible_to(request.user).filter(programme=shown).select_related("base")
    context = {
        "section": "openings",
        "programme": shown,
        "projects": projects.prefetch_related("texts", "base__texts").order_by("slug"),
    }
    return render(request, "bases/programme.html", context | openings_of(request, programme=shown))


@require_safe
def framework(request: HttpRequest, slug: str) -> HttpResponse:
    """A cooperation framework with its programmes and openings."""
    rows = Framework.objects.prefetch_related("texts", "programmes__texts")
    shown = get_object_or_404(rows, slug=slug)
    context = {"section": "openings", "framework": shown}
    return render(request, "bases/framework.html", context | openings_of(request, framework=shown))
