"""Unfilled openings as tasks: the list, and one with the people who could fit."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from attaches.domain.fitting import fitting
from attaches.domain.grants import countries_in
from attaches.domain.missing import asked_by, here, missing
from attaches.domain.need_kinds import KINDS
from attaches.domain.tasks import task_of, tasks_for
from attaches.entering import attache_of
from attaches.forms import TaskFilter
from attaches.looks import note_fitting
from attaches.nominating import nominate_address
from attaches.shown import people_shown
from bases.addresses import bounded, neighbours
from bases.models import Opening
from matching.views.shortlist import is_read

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
    user, grants = attache_of(request)
    found = task_of(user, pk)
    if found is None:
        raise Http404
    opening = get_object_or_404(Opening.objects.for_cards(), pk=pk)
    people = fitting(opening, grants, user=user)
    if is_read(request):
        note_fitting(people, opening, by=user, grants=grants)
    there = here(opening, found.known)
    context = {
        "section": "desk",
        "opening": opening,
        "need": found.need,
        "kinds": KINDS,
        "facts": found.facts,
        "people": people_shown(people.people),
        "stored": people.stored,
        "there": there,
        "missing": missing(asked_by(opening), there, countries=countries_in(grants)),
        "nominate": nominate_address(opening),
    }
    return render(request, "attaches/task.html", context)
