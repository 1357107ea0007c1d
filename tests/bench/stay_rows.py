"""Introductions of the bench and what came of them, as far as figures are counted from it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from matching.choices import ExchangeState, Initiator, IntroductionState, OutcomeState
from matching.models import Exchange, Introduction, Outcome

EACH = 5  # introductions of an opening
BATCH = 1_000
STATES = {
    2: (ExchangeState.AGREED, ExchangeState.PLANNED),
    3: (ExchangeState.UNDER_WAY, ExchangeState.AGREED),
    4: (ExchangeState.COMPLETED, ExchangeState.UNDER_WAY),
    5: (ExchangeState.COMPLETED, ExchangeState.UNDER_WAY),
    6: (ExchangeState.ENDED_EARLY, ExchangeState.UNDER_WAY),
}  # how far somebody came -> state of the stay, and the one before


def write_stays(openings: list[int], people: int) -> None:
    """EACH introductions of an opening, a seventh of all at each stage, spread over two years."""
    now = timezone.now()
    rows = [
        _introduction(number, opening, 1 + (opening * 37 + place * 89) % people, now)
        for number, (opening, place) in enumerate((one, place) for one in openings for place in range(EACH))
    ]
    Introduction.objects.bulk_create(rows, BATCH, ignore_conflicts=True)
    found = list(Introduction.objects.order_by("pk"))
    for number, row in enumerate(found):
        row.created_at = now - timedelta(hours=number * 1.5 % (24 * 700))
    Introduction.objects.bulk_update(found, ["created_at"], BATCH)
    stays = [_stay(row, row.pk % 7, now) for row in found if row.pk % 7 in STATES]
    Exchange.objects.bulk_create(stays, BATCH)
    over = Exchange.objects.filter(state__in=[ExchangeState.COMPLETED, ExchangeState.ENDED_EARLY])
    Outcome.objects.bulk_create([_outcome(row, now) for row in over.order_by("pk")], BATCH)


def _introduction(number: int, opening: int, profile: int, now: datetime) -> Introduction:
    met = (number + 1) % 7 > 0  # as its key will be, in a table that is new
    return Introduction(
        opening_id=opening, profile_id=profile, initiator=Initiator.HOST if number % 2 else Initiator.PERSON,
        state=IntroductionState.ACCEPTED if met else IntroductionState.OFFERED,
        came_from=IntroductionState.OFFERED if met else "",
        host_accepted_at=now if met else None, person_accepted_at=now if met else None,
    )  # fmt: skip


def _stay(row: Introduction, far: int, now: datetime) -> Exchange:
    state, before = STATES[far]
    day = timezone.localdate(now) + timedelta(days=row.pk)  # stays of one person do not overlap
    return Exchange(
        introduction=row, profile_id=row.profile_id, state=state, came_from=before, starts_on=day, ends_on=day,
        host_signed_at=now, person_signed_at=now,
    )  # fmt: skip


def _outcome(row: Exchange, now: datetime) -> Outcome:
    done = row.pk % 2 == 0
    return Outcome(
        exchange=row, state=OutcomeState.COMPLETE if done else OutcomeState.DUE,
        came_from=OutcomeState.SUBMITTED if done else "", due_on=timezone.localdate(now) + timedelta(days=30),
        host_reported_at=now if done else None, person_reported_at=now if done else None,
    )  # fmt: skip
