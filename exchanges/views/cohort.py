"""A group: all stays of one opening, with steps that are taken for several of them at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audience import user_of
from accounts.models import User
from exchanges.domain import planning, steps
from exchanges.domain.bulk import for_each
from exchanges.group_forms import GroupForm
from exchanges.views.group import find_group, group_page, require_writer, results_page
from matching.models import Exchange


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def group(request: HttpRequest, pk: int) -> HttpResponse:
    opening, rows = find_group(request, pk)
    form = GroupForm(request.POST if request.method == "POST" else None, rows=rows)
    if request.method == "POST":
        require_writer(request, opening)
        if form.is_valid():
            user = user_of(request)
            chosen = [row for row in rows if row.pk in form.cleaned_data["stays"]]
            results = for_each(chosen, _step(form.cleaned_data, user), opening=opening, by=user)
            return results_page(request, pk, results)
    return group_page(request, opening, rows, form=form, results=[])


def _step(sent: dict[str, Any], user: User) -> Callable[[Exchange], Any]:
    match sent["do"]:
        case "begin":
            return lambda row: steps.begin(row, by=user, day=sent["day"])
        case "complete":
            return lambda row: steps.complete(row, by=user, day=sent["day"])
    return lambda row: planning.tick_off(row, sent["item"], by=user)
