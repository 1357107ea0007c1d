"""Where the team of an institution writes about its bases and projects."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audience import user_of
from accounts.domain.editing import ChangedMeanwhile, Part, Refused, change_part
from bases.addresses import bounded, neighbours
from bases.base_forms import BaseForm, CriteriaForm
from bases.criteria import criteria_of
from bases.domain import own_bases as domain
from bases.domain.own_bases import BASE, CRITERIA, InUse, TooMany, may
from bases.models import Base, Institution, Project
from bases.views.removing import removed_once

BOTH = ["GET", "HEAD", "POST"]
PER_PAGE = 20


def admit(request: HttpRequest, institution: Institution, what: str) -> Institution:
    """Raises Http404 for whoever is not in the team, PermissionDenied for a member who may not."""
    if not may(request.user, "read", institution):
        raise Http404
    if not may(request.user, what, institution):
        raise PermissionDenied(_("Viewers of an institution read; its owners and editors write."))
    return institution


def base_of(request: HttpRequest, slug: str, what: str) -> Base:
    rows = Base.objects.select_related("institution").prefetch_related("texts", "institution__texts")
    base = get_object_or_404(rows, slug=slug)
    admit(request, base.institution, what)
    return base


@login_required
@require_safe
@never_cache
def own_bases(request: HttpRequest, slug: str) -> HttpResponse:
    """Every base of the institution with its projects, whatever its state."""
    institution = get_object_or_404(Institution.objects.prefetch_related("texts"), slug=slug)
    admit(request, institution, "read")
    projects = Project.objects.prefetch_related("texts").order_by("-start_year", "pk")
    rows = Base.objects.filter(institution=institution).for_cards().order_by("created_at", "pk")
    page = Paginator(rows.prefetch_related(Prefetch("projects", projects)), PER_PAGE).get_page(
        request.GET.get("page")
    )
    page.object_list = _counted(list(page.object_list))
    context = {
        "section": "desk",
        "institution": institution,
        "page": page,
        "neighbours": neighbours(bounded(request.GET, words=False), page),
        "writes": may(request.user, "write", institution),
    }
    return render(request, "bases/own_bases.html", context)


def _counted(bases: list[Base]) -> list[Base]:
    """Each with how many criteria of its type are `answered`, and how many are `asked`."""
    rows = Base.objects.filter(pk__in=[base.pk for base in bases]).order_by()
    openings = dict(rows.values_list("pk").annotate(Count("openings")))
    known = rows.values_list("pk", "answers__criterion")
    answers: dict[int, set[str]] = {}
    for pk, key in known:
        answers.setdefault(pk, set()).add(key)
    for base in bases:
        keys = {criterion.key for criterion in criteria_of(base.kind)}
        base.asked, base.answered = len(keys), len(keys & answers.get(base.pk, set()))  # type: ignore[attr-defined]
        base.posted = openings.get(base.pk, 0)  # type: ignore[attr-defined]
    return bases


@login_required
@require_http_methods(BOTH)
@never_cache
def base_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A new candidate."""
    institution = get_object_or_404(Institution.objects.prefetch_related("texts"), slug=slug)
    admit(request, institution, "write")
    user = user_of(request)
    form = BaseForm(request.POST if request.method == "POST" else None, now=None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            base = domain.begin_base(institution, form.values, by=user)
        except TooMany as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved as a candidate. Answer the criteria for its type next."))
            return redirect("bases:base_criteria", slug=base.slug)
    context = {"section": "desk", "institution": institution, "form": form, "title": _("New base")}
    return render(request, "bases/base_edit.html", context)


@login_required
@require_http_methods(BOTH)
@never_cache
def base_edit(request: HttpRequest, slug: str) -> HttpResponse:
    base = base_of(request, slug, "write")
    form = BaseForm(
        request.POST if request.method == "POST" else None,
        now=BASE.read(base),
        user=user_of(request),
        base=base,
    )
    if saved := _save(request, base, BASE, form):
        return saved
    context = _context(base, form, title=base.label) | {"fixed": domain.is_fixed(base)}
    return render(request, "bases/base_edit.html", context)


@login_required
@require_http_methods(BOTH)
@never_cache
def base_criteria(request: HttpRequest, slug: str) -> HttpResponse:
    """What officers ask of this type of base."""
    base = base_of(request, slug, "write")
    form = CriteriaForm(
        request.POST if request.method == "POST" else None,
        now=CRITERIA.read(base),
        user=user_of(request),
        kind=base.kind,
    )
    if saved := _save(request, base, CRITERIA, form):
        return saved
    return render(request, "bases/base_criteria.html", _context(base, form, title=_("Criteria")))


def _save(request: HttpRequest, base: Base, part: Part[Base], form: Any) -> HttpResponse | None:
    """Where saving leads; None while the page is still to be shown."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        change_part(base, part, form.values, seen=form.seen_mark, by=user_of(request))
    except ChangedMeanwhile as error:
        form.parted(error)
        return None
    except Refused as error:
        form.refused(error)
        return None
    messages.success(request, _("Saved."))
    return redirect("bases:own_bases", slug=base.institution.slug)


@login_required
@require_http_methods(BOTH)
@never_cache
@removed_once
def base_removal(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks first, and says why not where something hangs on it."""
    base = base_of(request, slug, "write")
    context = _context(base, None, title=_("Remove this base?")) | {"label": base.label}
    if request.method == "POST":
        try:
            domain.remove_base(base, by=user_of(request))
        except InUse as error:
            return render(request, "bases/own_removal.html", context | {"problem": str(error)}, status=409)
        messages.success(request, _("Removed."))
        return redirect("bases:own_bases", slug=base.institution.slug)
    return render(request, "bases/own_removal.html", context)


def _context(base: Base, form: Any, *, title: str) -> dict[str, Any]:
    return {
        "section": "desk",
        "institution": base.institution,
        "base": base,
        "form": form,
        "title": title,
    }
