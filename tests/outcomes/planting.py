"""People who came so far, written past the steps: what the figures count is what stands in the tables."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.utils import timezone

from accounts.models import Consent
from experts.choices import NominationState
from experts.models import Nomination
from matching.choices import ExchangeState as E
from matching.choices import IntroductionState, OutcomeState
from matching.models import Exchange, Introduction, Outcome
from outcomes.funnel.stages import STAGES, Stage
from tests.factories import IntroductionFactory, NominationFactory

STATE = {
    Stage.AGREED: E.AGREED,
    Stage.ARRIVED: E.UNDER_WAY,
    Stage.COMPLETED: E.COMPLETED,
    Stage.REPORTED: E.ENDED_EARLY,
    Stage.RELEASED: E.COMPLETED,
}
TOLD = {Stage.REPORTED: OutcomeState.COMPLETE, Stage.RELEASED: OutcomeState.RELEASED}


def came(
    stage: Stage,
    *,
    nomination: Nomination | None = None,
    begun: datetime | None = None,
    days: float = 10,
    **of: Any,
) -> Introduction:
    """An introduction that reached `stage`. `days`: until both accepted."""
    begun = begun or timezone.now() - timedelta(days=days)
    row: Introduction = IntroductionFactory.create(nomination=nomination, **of)
    changes: dict[str, Any] = {"created_at": begun}
    if reached(stage, Stage.ACCEPTED):
        changes |= {
            "state": IntroductionState.ACCEPTED,
            "came_from": IntroductionState.OFFERED,
            "host_accepted_at": begun,
            "person_accepted_at": begun + timedelta(days=days),
        }
    Introduction.objects.filter(pk=row.pk).update(**changes)
    if reached(stage, Stage.AGREED):
        today = timezone.localdate()
        exchange = Exchange.objects.create(
            introduction=row,
            profile=row.profile,
            starts_on=today,
            ends_on=today,
            host_signed_at=begun,
            person_signed_at=begun,
        )
        state = STATE[stage]
        Exchange.objects.filter(pk=exchange.pk).update(state=E.AGREED, came_from=E.PLANNED)
        if state != E.AGREED:
            Exchange.objects.filter(pk=exchange.pk).update(state=E.UNDER_WAY, came_from=E.AGREED)
        if state not in (E.AGREED, E.UNDER_WAY):
            Exchange.objects.filter(pk=exchange.pk).update(state=state, came_from=E.UNDER_WAY)
        if stage in TOLD:
            report(exchange, TOLD[stage])
    return row


def report(exchange: Exchange, state: OutcomeState) -> Outcome:
    now = timezone.now()
    outcome = Outcome.objects.create(
        exchange=exchange,
        host_reported_at=now,
        person_reported_at=now,
        host_released_at=now,
        person_released_at=now,
    )
    order = [OutcomeState.DUE, OutcomeState.SUBMITTED, OutcomeState.COMPLETE, OutcomeState.RELEASED]
    for before, after in pairwise(order[: order.index(state) + 1]):
        Outcome.objects.filter(pk=outcome.pk).update(state=after, came_from=before)
    return outcome


def nominated(*, accepted: bool = True, **of: Any) -> Nomination:
    row: Nomination = NominationFactory.create(**{"sent_at": timezone.now()} | of)
    if accepted:
        Nomination.objects.filter(pk=row.pk).update(
            state=NominationState.SENT, came_from=NominationState.DRAFT, expires_at=timezone.now()
        )
        Nomination.objects.filter(pk=row.pk).update(
            state=NominationState.ACCEPTED, came_from=NominationState.SENT
        )
        row.refresh_from_db()
    return row


def measured(row: Introduction) -> Introduction:
    """The person agrees to be counted."""
    Consent.objects.create(user=row.profile.user, purpose="measured", version="1")
    return row


def reached(stage: Stage, least: Stage) -> bool:
    return STAGES.index(stage) >= STAGES.index(least)
