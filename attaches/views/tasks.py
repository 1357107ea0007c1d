"""Unfilled openings as tasks: the list, and one with the people who could fit."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from attaches.domain.fitting import fitting
from attaches.domain.grants import countries_in
from attaches.domain.missing import asked_by, here, missing
from attaches.domain.suggesting import suggest, told_of
from attaches.domain.tasks import task_of, tasks_for
from attaches.entering import attache_of
from attaches.forms import TaskFilter
from attaches.looks import note_fitting
from attaches.nominating import nominate_address
from attaches.shown import people_shown
from bases.addresses import bounded, neighbours
from bases.models import Opening
from experts.models import Profile
from matching.handles import opened
from matching.views.shortlist import is_read
from taxonomy.transitions import IllegalTransition

PER_PAGE = 20


@login_required
@require_safe
@never_cache
def tasks(request: HttpRequest) -> HttpResponse:
    """The greatest need first; by country and field where they are named."""
    user, grants = attache_of(request)
    sent = bounded(request.GET, words=False)
    form = TaskFilter(sent, grants=grants)
    asked = form.cleaned_data if form.is_valid() else {}
    found = tasks_for(user, country=asked.get("country", ""), field=asked.get("field", ""))
    page = Paginator(found, PER_PAGE).get_page(sent.get("page"))
    rows = Opening.objects.for_cards().in_bulk([task.opening for task in page.object_list])
    context = {
        "section": "desk",
        "form": form,
        "narrowed": bool(asked.get("country") or asked.get("field")),
        "page": page,
        "lines": [(rows[task.opening], task) for task in page.object_list if task.opening in rows],
        "neighbours": neighbours(sent, page),
        "countries": sorted(countries_in(grants)),
    }
    return render(request, "attaches/tasks.html", context)


@login_required
@require_safe
@never_cache
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """Why it needs help, who of the reader's countries could fit, and who is missing there."""
    return _page(request, pk)


@login_required
@require_POST
def tell_of(request: HttpRequest, pk: int, sealed: str) -> HttpResponse:
    """Tell one of the people who could fit. Who cannot be told any more stays untold, and the page says why."""
    user, _grants = attache_of(request)
    key = opened(pk, sealed)
    profile = Profile.objects.filter(pk=key).first() if key else None
    if profile is None or task_of(user, pk) is None:
        raise Http404
    try:
        suggest(Opening.objects.get(pk=pk), profile, by=user)
    except IllegalTransition as error:
        return _page(request, pk, trouble=str(error))
    messages.success(
        request, _("They are told of this opening; whether they write to the host is up to them.")
    )
    return redirect("attaches:task", pk=pk)


def _page(request: HttpRequest, pk: int, *, trouble: str = "") -> HttpResponse:
    user, grants = attache_of(request)
    found = task_of(user, pk)
    if found is None:
        raise Http404
    opening = get_object_or_404(Opening.objects.for_cards(), pk=pk)
    people = fitting(opening, grants, user=user)
    if trouble or is_read(request):
        note_fitting(people, opening, by=user, grants=grants)
    there = here(opening, found.known)
    context = {
        "section": "desk",
        "opening": opening,
        "need": found.need,
        "people": people_shown(opening, people.people, told=told_of(opening)),
        "stored": people.stored,
        "there": there,
        "missing": missing(asked_by(opening), there, countries=countries_in(grants)),
        "nominate": nominate_address(opening),
        "trouble": trouble,
    }
    return render(request, "attaches/task.html", context, status=409 if trouble else 200)
