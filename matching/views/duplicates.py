"""Possible duplicates among the profiles, for officers: each pair with its reasons, and the word that they are two."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audience import admitted, is_administrator, is_officer
from accounts.models import User
from bases.addresses import bounded, neighbours
from experts.choices import Where
from experts.domain.looks import Sight
from experts.models import Profile
from matching.away import UNUSABLE, answer_without
from matching.blind_pairs import pairs_shown
from matching.domain.apart import UnknownPair, ask_again, decided, set_apart
from matching.domain.duplicates import Duplicate, duplicates_of, possible_duplicates
from matching.domain.merging import AnsweredBefore, ask_owners
from matching.forms_duplicates import DuplicateFilter, PairDecision
from matching.noting import note_shown

PER_PAGE = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def duplicates(request: HttpRequest) -> HttpResponse:
    """By POST a pair is set apart, or asked about again."""
    refusal = _("Only programme officers look for duplicates among the profiles.")
    user = admitted(request.user, is_officer, otherwise=refusal)
    if request.method == "POST":
        return _decide(request, user)
    sent = bounded(request.GET)
    form = DuplicateFilter(sent)
    form.is_valid()  # a number that is none is named on the page and left out of the question
    context: dict[str, Any] = {"section": "desk", "form": form, "administrator": is_administrator(user)}
    try:
        found = _found(user, form.cleaned_data.get("profile"))
    except UNUSABLE as error:
        return answer_without(request, "matching/duplicates.html", context, error)
    page = Paginator(found, PER_PAGE).get_page(sent.get("page"))
    pairs = pairs_shown(list(page.object_list), reader=user)
    sides = [side for pair in pairs for side in pair.sides]
    note_shown(request, [Sight(one.profile, named=bool(one.name)) for one in sides], why=Where.DUPLICATES)
    context |= {
        "page": page,
        "neighbours": neighbours(sent, page),
        "pairs": pairs,
        "decided": decided(reader=user),
    }
    return render(request, "matching/duplicates.html", context)


def _found(user: User, number: int | None) -> list[Duplicate]:
    if number is None:
        return possible_duplicates(reader=user)
    profile = Profile.objects.visible_to(user).filter(pk=number).first()
    return duplicates_of(profile, reader=user) if profile else []


def _decide(request: HttpRequest, user: User) -> HttpResponse:
    form = PairDecision(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest(form.errors.as_text(), content_type="text/plain; charset=utf-8")
    first, second = form.cleaned_data["first"], form.cleaned_data["second"]
    try:
        if form.cleaned_data["step"] == PairDecision.APART:
            set_apart(first, second, by=user)
            said = _("Profiles %(first)d and %(second)d are set apart; the page no longer asks about them.")
        elif form.cleaned_data["step"] == PairDecision.ASK:
            ask_owners(first, second, by=user)
            said = _("The owners of profiles %(first)d and %(second)d are asked. Only they can join them.")
        else:
            ask_again(first, second, by=user)
            said = _("Profiles %(first)d and %(second)d are compared again.")
    except AnsweredBefore:
        messages.warning(
            request, _("These profiles were said to be two people's; their owners are not written to again.")
        )
    except UnknownPair:
        messages.warning(request, _("These profiles can no longer be compared; nothing was changed."))
    else:
        messages.success(request, said % {"first": first, "second": second})
    return redirect("matching:duplicates")
