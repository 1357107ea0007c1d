"""The steps that the page of a stay offers to each side; proposing and signing have pages of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.domain.editing import mark_of
from accounts.domain.steps import lock
from accounts.step_form import Button, StepForm
from accounts.stepping import Page, last_was
from exchanges.choices import DueKind
from exchanges.choices import ExchangeStep as S
from exchanges.clock import today_at
from exchanges.domain import agreement, steps
from exchanges.domain.cancelling import cancel
from exchanges.dues import dues_of, waiting_version
from exchanges.forms import DayField
from exchanges.way import WAY
from matching.choices import ExchangeState, Side
from matching.models import Exchange


class DayForm(StepForm):
    day = DayField(label=_("Day"), help_text=_("By the calendar of the agreement."))


class MidtermForm(StepForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("How it goes")
        self.fields["reason"].help_text = _("A few sentences; the other side reads them.")


BUTTONS: Mapping[str, Button] = {
    button.step: button
    for button in (
        Button(
            S.DISCLOSE,
            _("My home institution knows"),
            _("The day on which you told them; or the day of today, if you have none."),
            steps.disclose,
            done=_("Noted; the other side is told."),
            primary=True,
            form=DayForm,
        ),
        Button(
            S.BEGIN,
            _("Confirm the arrival"),
            _("The stay is under way from then on, and the confirmation of arrival is issued."),
            steps.begin,
            done=_("The stay is under way."),
            primary=True,
            form=DayForm,
        ),
        Button(
            S.RESUME,
            _("Resume"),
            _("The stay goes on. For a later last day, change the agreement."),
            steps.resume,
            done=_("The stay goes on."),
            primary=True,
        ),
        Button(
            S.COMPLETE,
            _("Complete the stay"),
            _("The certificate is issued, and both sides are asked for their report."),
            steps.complete,
            done=_("The stay is completed; the certificate is among the letters."),
            primary=True,
        ),
        Button(
            S.MIDTERM,
            _("Send the mid-term note"),
            _("Each side writes one."),
            steps.write_midterm,
            done=_("Your note stands on the timeline."),
            reasoned=True,
            form=MidtermForm,
        ),
        Button(
            S.DROP,
            _("Drop the proposed change"),
            _("What is in force goes on to hold."),
            agreement.drop,
            done=_("The change is dropped; the agreement holds as it was."),
            reasoned=True,
        ),
        Button(
            S.INTERRUPT,
            _("Interrupt"),
            _("For an illness, or a journey home; either side resumes it."),
            steps.interrupt,
            done=_("The stay is interrupted; the other side is told."),
            reasoned=True,
        ),
        Button(
            S.END_EARLY,
            _("End early"),
            _(
                "The day is the last one of the stay. A confirmation of its days is issued, and both sides are "
                "asked for their report."
            ),
            steps.end_early,
            done=_("The stay has ended; the other side is told."),
            reasoned=True,
            harm=True,
            sure=_("Yes, the stay ends for good"),
            form=DayForm,
        ),
        Button(
            S.CANCEL,
            _("Cancel the stay"),
            _(
                "It does not take place: the introduction ends with it, the place is free again, and "
                "letters lose their force."
            ),
            cancel,
            done=_("The stay is cancelled; the other side is told."),
            reasoned=True,
            harm=True,
            sure=_("Yes, the stay does not take place"),
        ),
    )
}


def offered(exchange: Exchange, side: Side) -> list[Button]:
    """What this side can do now."""
    taken = {str(step) for step in WAY.steps_from(exchange.state, who=side)}
    return [row for step, row in BUTTONS.items() if step in taken and _fits(exchange, S(step), side)]


def _fits(exchange: Exchange, step: S, side: Side) -> bool:
    today = today_at(exchange)
    match step:
        case S.DISCLOSE:
            return exchange.home_disclosed_at is None
        case S.BEGIN:
            told = exchange.home_disclosed_at is not None
            return told and exchange.starts_on is not None and today >= exchange.starts_on
        case S.COMPLETE:
            return exchange.ends_on is not None and today >= exchange.ends_on
        case S.DROP:
            return exchange.state != ExchangeState.PLANNED and waiting_version(exchange) is not None
        case S.MIDTERM:
            return any(
                due.kind == DueKind.MIDTERM and due.side == side and due.since <= today
                for due in dues_of(exchange)
            )
    return True


def mark(exchange: Exchange) -> str:
    """Of what the page shows: every step leaves a line in the timeline."""
    last = exchange.events.order_by("pk").values_list("pk", flat=True).last()
    return mark_of({"state": exchange.state, "last": last})


def _legal(exchange: Exchange, step: str) -> bool:
    return exchange.state in WAY.rules[S(step)].of


PAGE: Page[Exchange] = Page(BUTTONS, lock=lock, mark=mark, already=last_was, legal=_legal)
