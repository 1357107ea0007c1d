"""Searches that somebody saved: theirs alone."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from bases.domain.errors import TooManySearches
from bases.domain.searches import MOST, note_seen, save_search
from bases.forms import SearchName
from bases.models import SavedSearch
from matching.listing import listing
from matching.searches import lines_of

BOTH = ["GET", "HEAD", "POST"]


@login_required
@require_safe
@never_cache
def searches(request: HttpRequest) -> HttpResponse:
    """All of the reader's, each with what is new."""
    rows = SavedSearch.objects.visible_to(request.user)
    return render(request, "matching/searches.html", {"section": "desk", "lines": lines_of(rows)})


@login_required
@require_safe
@never_cache
def search(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens one: leads to the list of openings."""
    row = get_object_or_404(SavedSearch.objects.visible_to(request.user), pk=pk)
    note_seen(row)
    return redirect(reverse("matching:openings") + (f"?{row.query}" if row.query else ""))


@login_required
@require_http_methods(BOTH)
@never_cache
def search_add(request: HttpRequest) -> HttpResponse:
    """Asks for a name for the question of the address. A broken question goes back to the list, which says why."""
    assert isinstance(request.user, User)
    listed = listing(request.GET, reader=request.user)
    if listed.form.errors:
        return redirect(reverse("matching:openings") + listed.query)
    name = " – ".join(listed.said) or _("All openings")
    longest = SavedSearch._meta.get_field("name").max_length or 0
    form = SearchName(request.POST if request.method == "POST" else None, initial={"name": name[:longest]})
    if request.method == "POST" and form.is_valid():
        try:
            save_search(request.user, name=form.cleaned_data["name"], asked=listed.asked)
        except TooManySearches:
            form.add_error(
                None, _("You keep %(number)d searches already; delete one first.") % {"number": MOST}
            )
        else:
            messages.success(request, _("The search is saved."))
            return redirect("matching:searches")
    context = {"section": "desk", "form": form, "back": reverse("matching:openings") + listed.query}
    return render(request, "matching/search_name.html", context)


@login_required
@require_http_methods(BOTH)
@never_cache
def search_name(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(SavedSearch.objects.visible_to(request.user), pk=pk)
    form = SearchName(request.POST if request.method == "POST" else None, initial={"name": row.name})
    if request.method == "POST" and form.is_valid():
        row.name = form.cleaned_data["name"]
        row.save(update_fields=["name"])
        messages.success(request, _("The search has its new name."))
        return redirect("matching:searches")
    context = {"section": "desk", "form": form, "search": row, "back": reverse("matching:searches")}
    return render(request, "matching/search_name.html", context)


@login_required
@require_http_methods(BOTH)
@never_cache
def search_deletion(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks before, deletes by POST."""
    row = get_object_or_404(SavedSearch.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        row.delete()
        messages.success(request, _("The search is deleted."))
        return redirect("matching:searches")
    return render(request, "matching/search_deletion.html", {"section": "desk", "search": row})
