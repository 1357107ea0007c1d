"""A round that is confirmed, in one transaction with its audit."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.domain.audit import record
from accounts.domain.steps import lock
from accounts.models import User
from matching.choices import RoundState
from matching.models import Round
from matching.transitions import ROUND
from taxonomy.transitions import move


@transaction.atomic
def confirm_round(assignment: Round, *, by: User) -> Round:
    """An officer confirms the proposed plan. Raises IllegalTransition where there is none."""
    lock(assignment)
    before = assignment.state
    move(assignment, RoundState.CONFIRMED, table=ROUND, confirmed_at=timezone.now())
    record(
        f"round {assignment.state}",
        assignment,
        by=by,
        before={"state": before},
        after={"state": assignment.state},
    )
    return assignment
