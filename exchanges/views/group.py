"""What the pages of a group share: which stays are in it, who takes steps for them, and what became of each."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from accounts.stepping import CONFLICT
from bases.domain.opening_rights import writes
from bases.models import Opening
from exchanges.domain.bulk import Result
from exchanges.dues import signs
from exchanges.group_forms import GroupForm
from exchanges.looks import note_stays
from exchanges.rows import for_pages
from exchanges.turn import turn_of
from matching.choices import ExchangeState, Side
from matching.models import Exchange

MOST = 200  # stays of one opening on one page


def find_group(request: HttpRequest, pk: int) -> tuple[Opening, list[Exchange]]:
    """For the team of the opening, and officers; others know nothing of it."""
    rows = (
        Opening.objects.filter(pk=pk)
        .select_related("institution", "base")
        .prefetch_related("texts", "institution__texts")
    )
    opening = get_object_or_404(rows)
    stays = Exchange.objects.visible_to(request.user).filter(introduction__opening=opening)
    found = list(for_pages(stays.exclude(introduction__profile__user=request.user.pk))[:MOST])
    if not found:
        get_object_or_404(Opening.objects.staffed_by(request.user), pk=pk)
    return opening, found


def require_writer(request: HttpRequest, opening: Opening) -> None:
    if not writes(request.user, opening):
        raise PermissionDenied(_("Owners and editors of the institution take steps for a group."))


def results_page(request: HttpRequest, pk: int, results: list[Result]) -> HttpResponse:
    opening, rows = find_group(request, pk)
    return group_page(request, opening, rows, form=GroupForm(rows=rows), results=results)


def group_page(
    request: HttpRequest, opening: Opening, rows: list[Exchange], *, form: GroupForm, results: list[Result]
) -> HttpResponse:
    note_stays(request, rows)
    first, last = _common(rows)
    context = {
        "section": "desk",
        "opening": opening,
        "lines": [(row, turn_of(row, Side.HOST)) for row in rows],
        "form": form,
        "chosen": form["stays"].data or [] if form.is_bound else [],
        "results": results,
        "writes": writes(request.user, opening),
        "planned": sum(row.state == ExchangeState.PLANNED for row in rows),
        "unsigned": sum(signs(row, Side.HOST) for row in rows),
        "first": first,
        "last": last,
    }
    status = CONFLICT if results and not any(result.done for result in results) else 200
    return render(request, "exchanges/cohort.html", context, status=status)


def _common(rows: list[Exchange]) -> tuple[date, date] | tuple[None, None]:
    """The days of the agreement, where all that are agreed have the same."""
    days = {
        (row.starts_on, row.ends_on)
        for row in rows
        if row.starts_on and row.ends_on and row.state != ExchangeState.CANCELLED
    }
    return days.pop() if len(days) == 1 else (None, None)
