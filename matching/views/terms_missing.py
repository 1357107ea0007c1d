"""Words that people ask for and no term knows, for officers; and the terms that a text holds, for everybody."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audience import is_officer
from accounts.models import User
from matching.forms_terms import IgnoreForm, TextForm
from matching.views.terms import frame, officer_of
from search.terminology.editing import check_may_edit
from search.terminology.missing import ignore, ranked_missing
from search.terminology.thesaurus import get_thesaurus


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def terms_missing(request: HttpRequest) -> HttpResponse:
    """The most missed first; by POST a word is ignored."""
    user = officer_of(request)
    if request.method == "POST":
        check_may_edit(user)
        form = IgnoreForm(request.POST)
        if not form.is_valid():
            return HttpResponseBadRequest(form.errors.as_text(), content_type="text/plain; charset=utf-8")
        ignore(form.cleaned_data["surface"], language=form.cleaned_data["language"], by=user)
        messages.success(
            request, _("“%(word)s” is no longer listed.") % {"word": form.cleaned_data["surface"]}
        )
        return redirect("matching:terms_missing")
    return render(request, "matching/terms_missing.html", frame(user) | {"words": ranked_missing()})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def terms_in_text(request: HttpRequest) -> HttpResponse:
    """Keywords that a text suggests, in both languages; as JSON for whom asks for it. The text is not kept."""
    user = request.user
    assert isinstance(user, User)
    form = TextForm(request.POST if request.method == "POST" else None)
    found = get_thesaurus().suggest(form.cleaned_data["text"]) if form.is_bound and form.is_valid() else None
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        if found is None:
            return JsonResponse({"errors": form.errors}, status=400)
        return JsonResponse({"keywords": [asdict(one) for one in found]})
    context = {"section": "desk", "officer": is_officer(user), "form": form, "found": found}
    return render(request, "matching/terms_in_text.html", context)
