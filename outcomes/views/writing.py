"""Where one side writes: its report, its evaluation of the other, its words of the story."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audience import user_of
from accounts.domain.editing import ChangedMeanwhile
from accounts.domain.errors import NotTheirStep
from matching.choices import OutcomeState, Side
from matching.models import Outcome
from outcomes.choices import OutcomeStep
from outcomes.domain import evaluations, reports, stories
from outcomes.domain.errors import Incomplete
from outcomes.domain.parties import opening_of, person_of, side_of
from outcomes.evaluation_form import EvaluationForm
from outcomes.report_form import ReportForm
from outcomes.story_form import WordsForm
from outcomes.views.outcome import BOTH, outcome_of, refused
from taxonomy.transitions import IllegalTransition

View = Callable[[HttpRequest, Outcome, Side], HttpResponse]


def of_a_side(view: View) -> Callable[[HttpRequest, int], HttpResponse]:
    """For whoever speaks for a side. A step that cannot be taken is answered with the page of the outcome."""

    @login_required
    @require_http_methods(BOTH)
    @never_cache
    def inside(request: HttpRequest, pk: int) -> HttpResponse:
        outcome = outcome_of(request, pk)
        side = side_of(outcome, request.user)
        if side is None:
            raise PermissionDenied(
                _("Here the person writes, and owners and editors of the institution. You can read the page.")
            )
        try:
            return view(request, outcome, side)
        except NotTheirStep as error:
            raise PermissionDenied(str(error)) from error
        except IllegalTransition as error:
            return refused(request, outcome, error)

    return inside


@of_a_side
def report(request: HttpRequest, outcome: Outcome, side: Side) -> HttpResponse:
    """Kept as a draft, sent, corrected; once both are in, the page of the outcome shows them."""
    user, posted = user_of(request), request.method == "POST"
    now = reports.read_report(outcome, side)
    over = outcome.state in (OutcomeState.COMPLETE, OutcomeState.RELEASED)
    form = ReportForm(request.POST if posted else None, now=now, user=user)
    if over and (not posted or (form.is_valid() and form.values == now)):  # a double click
        return _back(outcome)
    if posted and form.is_valid():
        do = reports.send_report if "send" in request.POST else reports.save_draft
        try:
            step = do(outcome, form.values, side=side, seen=form.seen_mark, by=user)
        except ChangedMeanwhile as error:
            form.parted(error)
        except Incomplete as error:
            form.add_error("summary", str(error))
        else:
            if "again" in request.POST:
                return redirect("outcomes:report", pk=outcome.pk)
            messages.success(request, _said(step))
            return _back(outcome)
    sent = reports.reported_at(outcome, side) is not None
    return _render(request, "outcomes/report.html", outcome, form, sent=sent)


def _said(step: OutcomeStep | None) -> str:
    if step == OutcomeStep.REPORT:
        return _("Sent. You can correct it until the other side has reported.")
    if step == OutcomeStep.COMPLETE:
        return _("Sent: both reports are in.")
    if step == OutcomeStep.CORRECT:
        return _("Your report is corrected.")
    return _("Kept as a draft; nobody but your side sees it.")


@of_a_side
def evaluation(request: HttpRequest, outcome: Outcome, side: Side) -> HttpResponse:
    """Sent once. Sending it twice leads on as the first time did."""
    posted = request.method == "POST"
    if outcome.evaluations.filter(side=side).exists() or (not posted and evaluations.are_open(outcome)):
        return _back(outcome)
    form = EvaluationForm(request.POST if posted else None, side=side)
    if posted and form.is_valid():
        evaluations.send_evaluation(outcome, side=side, by=user_of(request), **form.said)
        messages.success(request, _said_of_evaluation(evaluations.are_open(outcome)))
        return _back(outcome)
    return _render(request, "outcomes/evaluation.html", outcome, form, side=side)


def _said_of_evaluation(opened: bool) -> str:
    if opened:
        return _("Sent. Both evaluations are open now, and stand below.")
    return _("Sent. You read the other side's once both are open.")


@of_a_side
def story(request: HttpRequest, outcome: Outcome, side: Side) -> HttpResponse:
    """The words of one side, while the story is not released."""
    user, posted = user_of(request), request.method == "POST"
    if not posted and outcome.state != OutcomeState.COMPLETE:
        return _back(outcome)
    form = WordsForm(request.POST if posted else None, now=stories.read_words(outcome, side), user=user)
    if posted and form.is_valid():
        try:
            stories.write_words(outcome, form.values, side=side, seen=form.seen_mark, by=user)
        except ChangedMeanwhile as error:
            form.parted(error)
        else:
            messages.success(request, _("Saved. Agree to the story below, once it stands as you like it."))
            return _back(outcome)
    return _render(request, "outcomes/story.html", outcome, form)


def _back(outcome: Outcome) -> HttpResponse:
    return redirect("outcomes:outcome", pk=outcome.pk)


def _render(request: HttpRequest, template: str, outcome: Outcome, form: Any, **more: Any) -> HttpResponse:
    status = 409 if getattr(form, "meanwhile", None) else 200
    context = {
        "section": "desk",
        "outcome": outcome,
        "opening": opening_of(outcome),
        "person": person_of(outcome),
        "form": form,
    }
    return render(request, template, context | more, status=status)
