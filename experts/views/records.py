"""Where I worked and what I published: a list, and a page for each row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.domain.editing import ChangedMeanwhile, Refused
from accounts.models import User
from accounts.part_form import PartForm
from experts import steps
from experts.domain.records import Row, add_row, change_row, remove_row, values_of
from experts.forms.records import AffiliationForm, PublicationForm
from experts.models import Affiliation, Profile, Publication
from experts.steps import after, way_of

BOTH = ["GET", "HEAD", "POST"]
PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Kind:
    model: type[Any]  # Affiliation, Publication
    form: type[PartForm]
    new: Promise | str
    edit: Promise | str
    remove: Promise | str


KINDS: Mapping[str, Kind] = {
    "affiliation": Kind(
        Affiliation,
        AffiliationForm,
        gettext_lazy("Add a place"),
        gettext_lazy("Change a place"),
        gettext_lazy("Remove this place?"),
    ),
    "publication": Kind(
        Publication,
        PublicationForm,
        gettext_lazy("Add a publication"),
        gettext_lazy("Change a publication"),
        gettext_lazy("Remove this publication?"),
    ),
}


@login_required
@require_safe
@never_cache
def experience(request: HttpRequest) -> HttpResponse:
    """Both lists. Publications a page at a time."""
    assert isinstance(request.user, User)
    profile = Profile.objects.filter(user=request.user).first()
    if profile is None:
        messages.info(request, _("Begin here; the other steps open afterwards."))
        return redirect("experts:person")
    page = Paginator(profile.publications.all(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "desk",
        "step": steps.EXPERIENCE,
        "way": way_of(request.user, current=steps.EXPERIENCE),
        "affiliations": profile.affiliations.all(),
        "page": page,
        "neighbours": {
            "previous": f"?page={page.previous_page_number()}" if page.has_previous() else "",
            "next": f"?page={page.next_page_number()}" if page.has_next() else "",
        },
        "onward": after(steps.EXPERIENCE),
    }
    return render(request, "experts/experience.html", context)


@login_required
@require_http_methods(BOTH)
@never_cache
def record(request: HttpRequest, kind: str, pk: int | None = None) -> HttpResponse:
    """Add a row, or change one of one's own."""
    user = request.user
    assert isinstance(user, User)
    of = KINDS[kind]
    profile = get_object_or_404(Profile, user=user)
    row: Row | None = get_object_or_404(of.model, pk=pk, profile=profile) if pk else None
    form = of.form(
        request.POST if request.method == "POST" else None, now=values_of(row) if row else None, user=user
    )
    if request.method == "POST" and form.is_valid():
        try:
            if row:
                change_row(row, form.values, seen=form.seen_mark, by=user)
            else:
                add_row(of.model, profile, form.values, by=user)
        except ChangedMeanwhile as error:
            form.parted(error)
        except Refused as error:
            form.refused(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(f"experts:{kind}_add" if "again" in request.POST else "experts:experience")
    title = of.edit if row else of.new
    context = {
        "section": "desk",
        "step": steps.EXPERIENCE,
        "title": title,
        "form": form,
        "row": row,
        "kind": kind,
    }
    return render(request, "experts/record.html", context)


@login_required
@require_http_methods(BOTH)
@never_cache
def removal(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Asks first. Removed twice it is removed once."""
    assert isinstance(request.user, User)
    of = KINDS[kind]
    if request.method == "POST":
        row = of.model.objects.filter(pk=pk, profile__user=request.user).first()
        if row:
            remove_row(row, by=request.user)
            messages.success(request, _("Removed."))
        return redirect("experts:experience")
    row = get_object_or_404(of.model, pk=pk, profile__user=request.user)
    context = {"section": "desk", "step": steps.EXPERIENCE, "title": of.remove, "row": row}
    return render(request, "experts/removal.html", context)
