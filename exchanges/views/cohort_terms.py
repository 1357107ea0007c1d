"""The same terms proposed to everybody of a group whose stay is still being agreed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audience import user_of
from accounts.domain.editing import Refused
from accounts.models import User
from bases.deadlines import zone_label
from bases.models import Opening
from exchanges.domain.agreement import latest, propose
from exchanges.domain.bulk import for_each
from exchanges.domain.terms import require_answer
from exchanges.forms import TermsForm
from exchanges.views.group import find_group, require_writer, results_page
from matching.choices import ExchangeState, Side
from matching.models import Exchange
from taxonomy.transitions import IllegalTransition


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def terms(request: HttpRequest, pk: int) -> HttpResponse:
    opening, rows = find_group(request, pk)
    require_writer(request, opening)
    planned = [row for row in rows if row.state == ExchangeState.PLANNED]
    last = next((version for row in planned if (version := latest(row))), None)
    form = TermsForm(request.POST if request.method == "POST" else None, last=last, amends=False)
    if request.method == "POST" and form.is_valid() and _days_are_meant(form, opening):
        user = user_of(request)
        proposal = _proposal(form, user, shown=request.POST.getlist("shown"))
        results = for_each(planned, proposal, opening=opening, by=user)
        return results_page(request, pk, results)
    context = {
        "section": "desk",
        "opening": opening,
        "form": form,
        "zone": zone_label(opening.deadline_zone),
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
