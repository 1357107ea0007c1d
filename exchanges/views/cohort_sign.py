"""The agreements of a group that wait for the host, signed in one form: each by itself, over its own text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audience import user_of
from accounts.domain.editing import Refused
from accounts.models import User
from exchanges.domain import agreement
from exchanges.domain.bulk import for_each
from exchanges.domain.terms import Terms
from exchanges.dues import signs, waiting_version
from exchanges.group_forms import GroupSignForm, ShownText
from exchanges.looks import note_stays
from exchanges.names import names_of
from exchanges.views.group import find_group, require_writer, results_page
from matching.choices import Side
from matching.models import Exchange


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    opening, rows = find_group(request, pk)
    require_writer(request, opening)
    user = user_of(request)
    form = GroupSignForm(request.POST if request.method == "POST" else None, rows=rows)
    if request.method == "POST" and form.is_valid() and _name_is_theirs(form, user):
        texts = {text.stay: text for text in form.cleaned_data["stays"]}
        chosen = [row for row in rows if row.pk in texts]
        take = _signature(texts, form.cleaned_data["name"], user)
        return results_page(request, pk, for_each(chosen, take, opening=opening, by=user))
    unsigned = [row for row in rows if signs(row, Side.HOST)]
    if not unsigned:
        return redirect("exchanges:cohort", pk=pk)
    note_stays(request, unsigned)
    versions = [version for row in unsigned if (version := waiting_version(row))]
    lines = [
        (row, version, (text := ShownText.of(version)), form.chose(text))
        for row, version in zip(unsigned, versions, strict=True)
    ]
    context = {
        "section": "desk",
        "opening": opening,
        "form": form,
        "lines": lines,
        "names": names_of(user),
        "same": len(lines) > 1 and len({Terms.of(version) for version in versions}) == 1,
    }
    return render(request, "exchanges/cohort_sign.html", context)


def _name_is_theirs(form: GroupSignForm, user: User) -> bool:
    """One answer for all, before anything is signed."""
    try:
        agreement.require_own_name(form.cleaned_data["name"], by=user)
    except Refused as error:
        form.add_error(error.field, str(error))
        return False
    return True


def _signature(texts: dict[int, ShownText], name: str, user: User) -> Callable[[Exchange], Any]:
    def take(row: Exchange) -> None:
        text = texts[row.pk]
        agreement.sign(row, number=text.number, sha256=text.sha256, name=name, by=user)

    return take
