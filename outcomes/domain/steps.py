"""One step of an outcome: state, timeline, audit and letters together or not at all."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.domain.audit import record
from accounts.domain.steps import lock
from accounts.models import User
from matching.choices import OutcomeState, Side
from matching.models import Outcome
from matching.transitions import OUTCOME
from notices.choices import Topic
from notices.domain.telling import tell
from outcomes.choices import OutcomeStep
from outcomes.domain.errors import NotNow
from outcomes.domain.parties import people_of, person_of, require_side
from outcomes.models import OutcomeEvent
from outcomes.way import WAY
from taxonomy.transitions import move

REPORTS = (OutcomeStep.REPORT, OutcomeStep.COMPLETE, OutcomeStep.CORRECT)  # due, whoever has left


@transaction.atomic
def step_on(outcome: Outcome, step: OutcomeStep, *, side: Side, by: User, **changes: Any) -> Outcome:
    """Take `step` for `side`, with `changes` of the row. Raises NotYourSide, NotNow."""
    require_step(outcome, step, side=side, by=by)
    before, to = outcome.state, WAY.rules[step].to
    if to:
        move(outcome, to, table=OUTCOME, **changes)
    elif changes:
        for name, value in changes.items():
            setattr(outcome, name, value)
        outcome.save(update_fields=list(changes))
    record(
        f"outcome: {step} ({side})",
        outcome,
        by=by,
        before={"state": before},
        after={"state": outcome.state},
    )
    note(outcome, step, side=side, by=by)
    return outcome


def require_step(outcome: Outcome, step: OutcomeStep, *, side: Side, by: User) -> None:
    """Lock the row and ask. Raises NotYourSide, NotNow."""
    lock(outcome)
    require_side(outcome, side=side, by=by)
    if step not in REPORTS and person_of(outcome).has_left:
        raise NotNow(_("The person has left the platform: nothing more is said or told of the stay."))
    if outcome.state not in WAY.rules[step].of:
        raise NotNow(
            {
                OutcomeState.DUE: _("First both sides report; nobody has yet."),
                OutcomeState.SUBMITTED: _("First both sides report; one report is missing."),
                OutcomeState.COMPLETE: _("Both sides have reported: the reports stay as they are."),
                OutcomeState.RELEASED: _("The story is released; take it back before you change it."),
            }[OutcomeState(outcome.state)]
        )


def note(
    outcome: Outcome, step: OutcomeStep, *, side: str, by: User | None, tell_both: bool = True
) -> OutcomeEvent:
    """On the timeline, and to everybody concerned but whoever took the step."""
    event = OutcomeEvent.objects.create(outcome=outcome, step=step, side=side, by=by)
    if tell_both:
        for reader_side in Side:
            tell_side(outcome, reader_side, "outcome_step", Topic.OUTCOMES, by=by, event=event)
    return event


def tell_side(
    outcome: Outcome, side: Side, letter: str, topic: Topic, *, by: User | None = None, **context: Any
) -> None:
    opening = outcome.exchange.introduction.opening
    for user in people_of(outcome, side):
        if by is None or user.pk != by.pk:
            tell(
                user,
                topic,
                letter,
                address=reverse("outcomes:outcome", args=[outcome.pk]),
                outcome=outcome,
                opening=opening,
                own=side,
                **context,
            )
