"""What each side says of the other: sent once, and read by nobody else before both are open."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from matching.choices import Side
from matching.models import Outcome
from outcomes.choices import OutcomeStep
from outcomes.domain.errors import EvaluationsClosed, SentAlready
from outcomes.domain.parties import person_of
from outcomes.domain.steps import note, require_step, step_on
from outcomes.models import Evaluation
from outcomes.querysets import evaluations_are_open
from outcomes.way import PLATFORM
from taxonomy.site_clock import site_today


def are_open(outcome: Outcome) -> bool:
    return Outcome.objects.filter(evaluations_are_open(), pk=outcome.pk).exists()


def may_be_sent(outcome: Outcome, side: Side) -> bool:
    """This side has not said how it went, and still can; of somebody who has left nothing is said any more. Reads
    `evaluations`: prefetch them for many."""
    if person_of(outcome).has_left:
        return False
    sent = {evaluation.side for evaluation in outcome.evaluations.all()}
    return side not in sent and site_today() <= outcome.due_on


@transaction.atomic
def send_evaluation(outcome: Outcome, *, side: Side, by: User, **said: Any) -> Evaluation:
    """`said`: the grades, `again`, `words` and their `language`. Raises NotYourSide, SentAlready, EvaluationsClosed."""
    require_step(outcome, OutcomeStep.EVALUATE, side=side, by=by)
    if outcome.evaluations.filter(side=side).exists():
        raise SentAlready(_("Your side has sent its evaluation already; it stays as it is."))
    if are_open(outcome):
        raise EvaluationsClosed(
            _("The days for it have passed: evaluations are open, and none is written any more.")
        )
    evaluation = Evaluation.objects.create(outcome=outcome, side=side, sent_at=timezone.now(), **said)
    step_on(outcome, OutcomeStep.EVALUATE, side=side, by=by)
    if are_open(outcome):
        open_evaluations(outcome)
    return evaluation


def open_evaluations(outcome: Outcome) -> None:
    """Tell both sides, once, that they may read them."""
    if not outcome.events.filter(step=OutcomeStep.OPEN).exists():
        note(outcome, OutcomeStep.OPEN, side=PLATFORM, by=None)
