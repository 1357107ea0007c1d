"""Importing terms: what a file would do is shown first, then done as a whole or not at all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from matching.forms_terms import ApplyForm, ImportForm
from matching.views.terms import frame, officer_of
from search.terminology.editing import check_may_edit
from search.terminology.exchange import PlanChanged, apply_import, plan_import
from search.terminology.files import ImportRefused, decoded

SHOWN = 50  # rows of each sort


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def terms_import(request: HttpRequest) -> HttpResponse:
    """A file gets a plan; a plan that was seen is done."""
    user = officer_of(request)
    check_may_edit(user)
    if request.method == "POST" and "digest" in request.POST:
        return _apply(request, user)
    form = ImportForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            text = decoded(form.cleaned_data["file"].read())
            context |= _planned(text, form.cleaned_data["field"])
        except ImportRefused as refused:
            context["problems"] = refused.problems
    return _page(request, user, context)


def _apply(request: HttpRequest, user: User) -> HttpResponse:
    plan_form = ApplyForm(request.POST)
    context: dict[str, Any] = {"form": ImportForm()}
    if not plan_form.is_valid():
        return _page(request, user, context | {"form": plan_form})
    text, field = plan_form.cleaned_data["text"], plan_form.cleaned_data["field"]
    try:
        plan = apply_import(text, field=field, digest=plan_form.cleaned_data["digest"], by=user)
    except ImportRefused as refused:
        return _page(request, user, context | {"problems": refused.problems})
    except PlanChanged:
        messages.warning(
            request, _("Somebody changed these terms meanwhile; this is what would be done now.")
        )
        return _page(request, user, context | _planned(text, field))
    number = len(plan.added) + len(plan.changed)
    said = ngettext("%(number)d term is imported.", "%(number)d terms are imported.", number)
    messages.success(request, said % {"number": number})
    return redirect("matching:terms")


def _planned(text: str, field: str) -> dict[str, Any]:
    plan = plan_import(text, field=field)
    return {
        "plan": plan,
        "text": text,
        "field": field,
        "added": plan.added[:SHOWN],
        "changed": [(term.row, row) for term, row in plan.changed[:SHOWN]],
        "number": len(plan.added) + len(plan.changed),
    }


def _page(request: HttpRequest, user: User, context: dict[str, Any]) -> HttpResponse:
    wrong = "problems" in context or context["form"].errors
    return render(request, "matching/terms_import.html", frame(user) | context, status=400 if wrong else 200)
