"""A group: all stays of one opening, with steps that are taken for several of them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audience import user_of
from accounts.domain.editing import Refused
from accounts.models import User
from accounts.stepping import CONFLICT
from bases.domain.opening_rights import writes
from bases.models import Opening
from exchanges.domain import steps
from exchanges.domain.agreement import latest, propose
from exchanges.domain.bulk import Result, for_each
from exchanges.domain.terms import require_answer
from exchanges.forms import DayField, TermsForm
from exchanges.looks import note_stays
from exchanges.rows import for_pages
from exchanges.turn import turn_of
from matching.choices import ExchangeState, Side
from matching.models import Exchange
from taxonomy.transitions import IllegalTransition

BOTH = ["GET", "HEAD", "POST"]
MOST = 200  # stays of one opening on one page


class GroupForm(forms.Form):
    do = forms.ChoiceField(
        label=gettext_lazy("Step"),
        choices=[
            ("begin", gettext_lazy("Confirm the arrival")),
            ("complete", gettext_lazy("Complete the stay")),
        ],
        widget=forms.RadioSelect,
        initial="begin",
    )
    day = DayField(
        label=gettext_lazy("Day"),
        required=False,
        help_text=gettext_lazy("Of arrival; for completion, of leaving. By the calendar of the agreement."),
    )
    stays = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": gettext_lazy("Choose at least one stay."),
            "invalid_choice": gettext_lazy("One of the stays is no longer in this group."),
        },
    )

    def __init__(self, data: Any = None, *, rows: list[Exchange]) -> None:
        super().__init__(data)
        self.fields["stays"].choices = [(row.pk, str(row.pk)) for row in rows]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        if sent.get("do") == "begin" and not sent.get("day") and "day" not in self.errors:
            self.add_error("day", _("Choose the day of arrival."))
        return sent


@login_required
@require_http_methods(BOTH)
@never_cache
def group(request: HttpRequest, pk: int) -> HttpResponse:
    opening, rows = _found(request, pk)
    form = GroupForm(request.POST if request.method == "POST" else None, rows=rows)
    results: list[Result] = []
    if request.method == "POST":
        _require_writer(request, opening)
        if form.is_valid():
            chosen = [row for row in rows if row.pk in form.cleaned_data["stays"]]
            user = user_of(request)
            results = for_each(chosen, _step(form, user), opening=opening, by=user)
            opening, rows = _found(request, pk)
    return _page(request, opening, rows, form=form, results=results)


@login_required
@require_http_methods(BOTH)
@never_cache
def terms(request: HttpRequest, pk: int) -> HttpResponse:
    """The same terms proposed to everybody whose stay is still being agreed."""
    opening, rows = _found(request, pk)
    _require_writer(request, opening)
    planned = [row for row in rows if row.state == ExchangeState.PLANNED]
    last = next((version for row in planned if (version := latest(row))), None)
    form = TermsForm(request.POST if request.method == "POST" else None, last=last, amends=False)
    if request.method == "POST" and form.is_valid() and _days_are_meant(form, opening):
        user = user_of(request)
        proposal = _proposal(form, user, shown=request.POST.getlist("shown"))
        results = for_each(planned, proposal, opening=opening, by=user)
        opening, rows = _found(request, pk)
        return _page(request, opening, rows, form=GroupForm(rows=rows), results=results)
    context = {
        "section": "desk",
        "opening": opening,
        "form": form,
        "count": len(planned),
        "shown": [_shown(row) for row in planned],
    }
    return render(request, "exchanges/cohort_terms.html", context)


def _days_are_meant(form: TermsForm, opening: Opening) -> bool:
    """One question for all, before anything is proposed to any."""
    try:
        require_answer(
            opening, form.terms, anyway=form.cleaned_data["anyway"], reason=form.cleaned_data["reason"]
        )
    except Refused as error:
        form.add_error(error.field, str(error))
        return False
    return True


def _step(form: GroupForm, user: User) -> Callable[[Exchange], Any]:
    day = form.cleaned_data["day"]
    if form.cleaned_data["do"] == "begin":
        return lambda row: steps.begin(row, by=user, day=day)
    return lambda row: steps.complete(row, by=user, day=day)


def _shown(row: Exchange) -> str:
    """What a page knows of the agreement of a stay."""
    last = latest(row)
    return f"{row.pk}:{last.number if last else 0}"


def _proposal(form: TermsForm, user: User, *, shown: Sequence[str]) -> Callable[[Exchange], Any]:
    """Where somebody proposed or signed something meanwhile, that goes first: it is compared on its own page."""

    def take(row: Exchange) -> None:
        last = latest(row)
        if _shown(row) not in shown:
            raise IllegalTransition(
                _("Meanwhile this agreement has moved on; look at it on the page of the stay.")
            )
        if last is not None and last.side == Side.PERSON:
            raise IllegalTransition(
                _("The person proposed version %(number)s; answer that on the page of the stay.")
                % {"number": last.number}
            )
        if last is not None and last.signatures.filter(side=Side.PERSON, void_at=None).exists():
            raise IllegalTransition(
                _("The person has signed version %(number)s; sign it, or change it on the page of the stay.")
                % {"number": last.number}
            )
        propose(
            row,
            form.terms,
            seen=last.number if last else 0,
            by=user,
            anyway=form.cleaned_data["anyway"],
            reason=form.cleaned_data["reason"],
            language=get_language() or "",
        )

    return take


def _found(request: HttpRequest, pk: int) -> tuple[Opening, list[Exchange]]:
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


def _require_writer(request: HttpRequest, opening: Opening) -> None:
    if not writes(request.user, opening):
        raise PermissionDenied(_("Owners and editors of the institution take steps for a group."))


def _page(
    request: HttpRequest, opening: Opening, rows: list[Exchange], *, form: GroupForm, results: list[Result]
) -> HttpResponse:
    note_stays(request, rows)
    first, last = _common(rows)
    context = {
        "section": "desk",
        "opening": opening,
        "lines": [(row, turn_of(row, Side.HOST)) for row in rows],
        "form": form,
        "results": results,
        "writes": writes(request.user, opening),
        "planned": sum(row.state == ExchangeState.PLANNED for row in rows),
        "first": first,
        "last": last,
    }
    status = CONFLICT if results and not any(result.done for result in results) else 200
    return render(request, "exchanges/cohort.html", context, status=status)


def _common(rows: list[Exchange]) -> tuple[Any, Any]:
    """The days of the agreement, where all that are agreed have the same."""
    days = {
        (row.starts_on, row.ends_on) for row in rows if row.starts_on and row.state != ExchangeState.CANCELLED
    }
    return next(iter(days)) if len(days) == 1 else (None, None)
