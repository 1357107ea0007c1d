"""The directory of bases, and the page of one."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.audience import is_officer
from bases.addresses import bounded, neighbours
from bases.forms import BaseFilter
from bases.models import Base, Opening, Project

PER_PAGE = 20


@require_safe
def base(request: HttpRequest, slug: str) -> HttpResponse:
    """One base with its projects and the openings that take applications now."""
    projects = Project.objects.visible_to(request.user).select_related("programme")
    rows = Base.objects.visible_to(request.user).for_cards()
    rows = rows.prefetch_related(
        Prefetch("projects", projects.prefetch_related("texts", "programme__texts", "fields"))
    )
    shown = get_object_or_404(rows, slug=slug)
    openings = Opening.objects.open().visible_to(request.user).filter(base=shown).for_cards()
    context = {
        "section": "bases",
        "base": shown,
        "openings": openings,
        "reads_people": is_officer(request.user)
        or Base.objects.staffed_by(request.user).filter(pk=shown.pk).exists(),
    }
    return render(request, "bases/base.html", context)


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Recognised bases by type and province."""
    sent = bounded(request.GET)
    form = BaseFilter(sent)
    form.is_valid()  # an unknown type or province is named on the page and left out of the question
    asked = {key: value for key, value in form.cleaned_data.items() if value}
    taking = Count("openings", filter=Q(openings__in=Opening.objects.open()), distinct=True)
    rows = Base.objects.visible_to(request.user).recognised().filter(**asked)
    rows = rows.for_cards().annotate(taking=taking).order_by("province", "slug")
    page = Paginator(rows, PER_PAGE).get_page(sent.get("page"))
    context = {
        "section": "bases",
        "form": form,
        "page": page,
        "asked": asked,
        "neighbours": neighbours(sent, page),
    }
    return render(request, "bases/directory.html", context)
