"""Signatures and reports: each side for itself, and the step that follows once both have spoken.

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
    ExchangeState,
    RoundState,
    Side,
)
from matching.domain.sides import require_side
from matching.models import Exchange, Round
from matching.models.exchange import OVERLAPS
from matching.transitions import EXCHANGE, ROUND
from taxonomy.transitions import IllegalTransition, Transitions, move


class StaysOverlap(IllegalTransition):
    """The person has agreed to another stay on some of these days."""


@transaction.atomic
def sign_exchange(exchange: Exchange, *, side: Side, by: User) -> Exchange:
    """One side signs the dates and terms; signed by both they are agreed.

    Raises StaysOverlap, and notes no signature, where the person is bound elsewhere on some of these days.
    """
    lock(exchange)
    require_side(exchange.introduction.opening, exchange.introduction.profile, side=side, by=by)
    _require_state(exchange, ExchangeState.PLANNED)
    if not (exchange.starts_on and exchange.ends_on):
        raise IllegalTransition(f"Exchange {exchange.pk} has no dates yet; set them before anybody signs.")
    _require_free_days(exchange)
    _note(exchange, f"{side}_signed_at")
    record(f"exchange signed by the {side}", exchange, by=by)
    if exchange.host_signed_at and exchange.person_signed_at:
        _take(exchange, ExchangeState.AGREED, EXCHANGE, by=by)
    return exchange


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


def _require_free_days(exchange: Exchange) -> None:
    """The person is locked: of two stays signed at once, the second finds its days taken."""
    lock(exchange.introduction.profile)
    if exchange.overlapping().exists():
        raise StaysOverlap(str(OVERLAPS))
