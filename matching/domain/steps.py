"""Reports: each side for itself, and the step that follows once both have spoken.

Each function locks its row, writes the moment, takes the step and records it, in one transaction. Raises
IllegalTransition where the table forbids the step and NotYourSide where somebody speaks for the other side.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.domain.audit import record
from accounts.domain.steps import lock
from accounts.models import User
from matching.choices import (
    OutcomeState,
    RoundState,
    Side,
)
from matching.domain.sides import require_side
from matching.models import Outcome, Round
from matching.transitions import OUTCOME, ROUND
from taxonomy.transitions import IllegalTransition, Transitions, move


@transaction.atomic
def report_outcome(
    outcome: Outcome, *, side: Side, report: dict[str, Any], language: str, by: User
) -> Outcome:
    """One side reports; the first report submits the outcome, the second completes it."""
    lock(outcome)
    require_side(
        outcome.exchange.introduction.opening, outcome.exchange.introduction.profile, side=side, by=by
    )
    if getattr(outcome, f"{side}_reported_at"):
        raise IllegalTransition(f"The {side} has reported on outcome {outcome.pk} already.")
    to = OutcomeState.COMPLETE if outcome.state == OutcomeState.SUBMITTED else OutcomeState.SUBMITTED
    changes: dict[str, Any] = {
        f"{side}_report": report,
        f"{side}_report_language": language,
        f"{side}_reported_at": timezone.now(),
    }
    return _take(outcome, to, OUTCOME, by=by, **changes)


@transaction.atomic
def release_outcome(outcome: Outcome, *, side: Side, by: User) -> Outcome:
    """One side agrees to a public story; released by both it may be shown."""
    lock(outcome)
    require_side(
        outcome.exchange.introduction.opening, outcome.exchange.introduction.profile, side=side, by=by
    )
    _require_state(outcome, OutcomeState.COMPLETE)
    _note(outcome, f"{side}_released_at")
    record(f"outcome released by the {side}", outcome, by=by)
    if outcome.host_released_at and outcome.person_released_at:
        _take(outcome, OutcomeState.RELEASED, OUTCOME, by=by)
    return outcome


@transaction.atomic
def confirm_round(assignment: Round, *, by: User) -> Round:
    """An officer confirms the proposed plan."""
    lock(assignment)
    return _take(assignment, RoundState.CONFIRMED, ROUND, by=by, confirmed_at=timezone.now())


def _take(row: Any, to: str, table: Transitions, *, by: User, **changes: Any) -> Any:
    before = row.state
    move(row, to, table=table, **changes)
    record(f"{row._meta.model_name} {to}", row, by=by, before={"state": before}, after={"state": str(to)})
    return row


def _note(row: Any, moment: str) -> None:
    """Write that moment once: the first yes counts."""
    if getattr(row, moment) is None:
        setattr(row, moment, timezone.now())
        row.save(update_fields=[moment])


def _require_state(row: Any, state: str) -> None:
    if row.state != state:
        raise IllegalTransition(
            f"{row._meta.verbose_name} {row.pk} is {row.state!r}, no longer {str(state)!r}."
        )
