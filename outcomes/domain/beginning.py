"""A stay has ended: both sides are asked what came of it."""

from __future__ import annotations

from django.db import transaction

from accounts.domain.audit import record
from accounts.models import User
from matching.models import Exchange, Outcome
from outcomes.choices import OutcomeStep
from outcomes.deadlines import due_on
from outcomes.domain.steps import note
from outcomes.way import PLATFORM
from taxonomy.site_clock import site_today


@transaction.atomic
def begin_outcome(exchange: Exchange, *, by: User | None) -> Outcome:
    """The outcome of an exchange that has ended, made once."""
    outcome, new = Outcome.objects.get_or_create(
        exchange=exchange, defaults={"due_on": due_on(exchange.ends_on, today=site_today())}
    )
    if new:
        record("outcome begun", outcome, by=by, after={"state": outcome.state, "due_on": str(outcome.due_on)})
        note(outcome, OutcomeStep.BEGIN, side=PLATFORM, by=None)
    return outcome
