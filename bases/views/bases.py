"""The directory of bases, and the page of one."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.audience import is_officer
from bases.addresses import bounded, neighbours
from bases.choices import BaseStatus, Verification
from bases.domain.pictures import pictures_of
from bases.forms import BaseFilter
from bases.history import history_of
from bases.models import Base, Opening, Project
from bases.views.taking import openings_of

PER_PAGE = 20
GONE = 410


@require_safe
def base(request: HttpRequest, slug: str) -> HttpResponse:
    """One base with its projects and the openings that take applications now. One whose recognition was withdrawn is
    gone, and the page says so."""
    projects = Project.objects.visible_to(request.user).select_related("programme", "framework")
    rows = Base.objects.visible_to(request.user).for_cards()
    rows = rows.prefetch_related(
        Prefetch(
            "projects", projects.prefetch_related("texts", "programme__texts", "framework__texts", "fields")
        )
    )
    shown = rows.filter(slug=slug).first()
    if shown is None:
        return _withdrawn(request, slug)
    context = {
        "section": "bases",
        "base": shown,
        "shown": pictures_of(shown),
        "history": history_of(shown),
        "public": shown.is_listed and shown.institution.verification == Verification.VERIFIED,
        "reads_people": is_officer(request.user)
        or Base.objects.staffed_by(request.user).filter(pk=shown.pk).exists(),
    }
    return render(request, "bases/base.html", context | openings_of(request, base=shown))


def _withdrawn(request: HttpRequest, slug: str) -> HttpResponse:
    """Raises Http404 for what is no base, or none yet."""
    rows = Base.objects.filter(slug=slug, status=BaseStatus.WITHDRAWN)
    gone = rows.of_verified().for_cards().first()
    if gone is None:
        raise Http404
    context = {"section": "bases", "base": gone, "history": history_of(gone)}
    return render(request, "bases/base_gone.html", context, status=GONE)


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Recognised bases by type, province, field and status, and how many of the planned ones there are."""
    sent = bounded(request.GET, words=False)
    form = BaseFilter(sent)
    form.is_valid()  # an unknown value is named on the page and left out of the question
    asked = {key: value for key, value in form.cleaned_data.items() if value}
    rows = Base.objects.visible_to(request.user).recognised()
    rows = rows.filter(**{BaseFilter.COLUMNS.get(key, key): value for key, value in asked.items()})
    page = Paginator(rows.for_cards().order_by("province", "slug"), PER_PAGE).get_page(sent.get("page"))
    page.object_list = _with_taking(list(page.object_list))
    context = {
        "section": "bases",
        "form": form,
        "page": page,
        "asked": asked,
        "neighbours": neighbours(sent, page),
    }
    return render(request, "bases/directory.html", context)


def _with_taking(bases: list[Base]) -> list[Base]:
    """Each with `taking`: its openings that take applications now. Counted for one page: for all took half its time."""
    rows = Opening.objects.open().filter(base__in=bases).order_by().values_list("base")
    counts = dict(rows.annotate(Count("pk")))
    for base in bases:
        base.taking = counts.get(base.pk, 0)  # type: ignore[attr-defined]
    return bases
