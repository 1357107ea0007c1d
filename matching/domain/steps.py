"""Answers and reports: each side for itself, and the step that follows once both have spoken.

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
from bases.models import Opening
from matching.choices import (
    IntroductionState,
    Opinion,
    OpinionReason,
    OutcomeState,
    RoundState,
    Side,
)
from matching.domain.feedback import say
from matching.domain.sides import require_side
from matching.models import Introduction, Outcome, Round
from matching.transitions import INTRODUCTION, OUTCOME, ROUND
from taxonomy.transitions import IllegalTransition, Transitions, move


class OpeningFull(IllegalTransition):
    """Every place of the opening is taken by an accepted introduction."""


@transaction.atomic
def accept_introduction(introduction: Introduction, *, side: Side, by: User) -> Introduction:
    """The yes of one side; with the yes of both the introduction is accepted and contact data may be shown.

    Raises OpeningFull, and notes no yes, where the second yes comes too late for the last place.
    """
    lock(introduction)
    require_side(introduction.opening, introduction.profile, side=side, by=by)
    _require_state(introduction, IntroductionState.OFFERED)
    _note(introduction, f"{side}_accepted_at")
    record(f"introduction accepted by the {side}", introduction, by=by)
    if introduction.host_accepted_at and introduction.person_accepted_at:
        _require_place(introduction.opening)
        _take(introduction, IntroductionState.ACCEPTED, INTRODUCTION, by=by)
    return introduction


@transaction.atomic
def decline_introduction(
    introduction: Introduction,
    *,
    side: Side,
    by: User,
    reason: str = "",
    language: str = "",
    because: OpinionReason | None = None,
) -> Introduction:
    """The no of one side ends it. `because`: also that side's verdict on the pair, "not relevant" for this reason."""
    lock(introduction)
    require_side(introduction.opening, introduction.profile, side=side, by=by)
    words = {"reason": reason, "reason_language": language if reason else ""}
    if because is not None:
        say(
            introduction.opening,
            introduction.profile,
            side=side,
            verdict=Opinion.NOT_RELEVANT,
            reason=because,
            by=by,
        )
    return _take(introduction, IntroductionState.DECLINED, INTRODUCTION, by=by, **words)


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


def _require_place(opening: Opening) -> None:
    """The opening is locked: of two who come for the last place at once, the second finds it taken."""
    lock(opening)
    if opening.introductions.filter(state=IntroductionState.ACCEPTED).count() >= opening.places:
        raise OpeningFull(f"Opening {opening.pk} has no place left; raise its number of places first.")
