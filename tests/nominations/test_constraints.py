"""Each named constraint, broken once on the real database."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nominations.models import NominationCount, NominationEvent
from tests.factories import NominationFactory
from tests.support.constraints import assert_refused, constraints_of


def count(**of: Any) -> NominationCount:
    usual = {"month": date(2026, 11, 1), "country": "NO", "channel": "attache", "with_opening": False}
    return NominationCount.objects.create(**{**usual, "state": "expired", "number": 1, **of})


def event(**of: Any) -> NominationEvent:
    return NominationEvent.objects.create(**{"nomination": NominationFactory(), "step": "send", **of})


CASES = {
    "one_count_of_nominations_each": lambda: [count() for _ in range(2)],
    "counted_nomination_has_ended": lambda: count(state="accepted"),
    "counted_nomination_channel_is_known": lambda: count(channel="rumour"),
    "nomination_step_is_known": lambda: event(step="rumour"),
    "nomination_step_says_its_language": lambda: event(reason="Why."),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(CASES))
def test_constraint_is_kept_by_the_database(name: str) -> None:
    assert_refused("nominations", name, CASES[name])


def test_every_constraint_is_tried() -> None:
    assert set(CASES) == set(constraints_of("nominations"))
