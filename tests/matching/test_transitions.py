"""The legal tables: every pair of states, tried through `move` and past it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from experts.choices import NominationState
from experts.transitions import NOMINATION
from matching.choices import ExchangeState, IntroductionState, MatchState, OutcomeState, RoundState
from matching.transitions import EXCHANGE, INTRODUCTION, MATCH, OUTCOME, ROUND
from taxonomy.transitions import IllegalTransition, Transitions, move
from tests.factories import (
    ExchangeFactory,
    IntroductionFactory,
    MatchFactory,
    NominationFactory,
    OutcomeFactory,
    RoundFactory,
)


@dataclass(frozen=True)
class Thing:
    """Something with states. Its rows have every moment written that a later state asks for."""

    factory: Any
    table: Transitions
    states: type[models.TextChoices]
    ready: bool = True

    def row_in(self, state: str) -> Any:
        """A row that came to `state` on a legal way."""
        row = self.factory(**({"ready": True} if self.ready else {}))
        for step in self.way_to(state):
            move(row, step, table=self.table)
        return row

    def way_to(self, state: str) -> list[str]:
        ways: dict[str, list[str]] = {str(self.table.initial): []}
        queue = [str(self.table.initial)]
        while queue:
            here = queue.pop(0)
            for follower in sorted(self.table.legal[here]):
                if follower not in ways:
                    ways[str(follower)] = [*ways[here], str(follower)]
                    queue.append(str(follower))
        return ways[state]


THINGS = {
    "nomination": Thing(NominationFactory, NOMINATION, NominationState),
    "match": Thing(MatchFactory, MATCH, MatchState, ready=False),
    "introduction": Thing(IntroductionFactory, INTRODUCTION, IntroductionState),
    "exchange": Thing(ExchangeFactory, EXCHANGE, ExchangeState),
    "outcome": Thing(OutcomeFactory, OUTCOME, OutcomeState),
    "round": Thing(RoundFactory, ROUND, RoundState),
}
CASES = [(name, state) for name, thing in THINGS.items() for state in thing.states.values]


@pytest.mark.parametrize("name", THINGS)
def test_table_knows_and_reaches_every_state(name: str) -> None:
    thing = THINGS[name]
    assert set(thing.table.legal) == set(thing.states.values)
    assert {
        state for state in thing.states.values if thing.way_to(state) or state == thing.table.initial
    } == set(thing.states.values)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "before"), CASES)
def test_move_takes_the_legal_steps_and_no_other(name: str, before: str) -> None:
    thing = THINGS[name]
    row = thing.row_in(before)
    for after in thing.states.values:
        with transaction.atomic():
            if after in thing.table.legal[before]:
                assert move(row, after, table=thing.table).came_from == before
            else:
                with pytest.raises(IllegalTransition):
                    move(row, after, table=thing.table)
                row.refresh_from_db()
                assert row.state == before
            transaction.set_rollback(True)
        row.refresh_from_db()


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "before"), CASES)
def test_database_refuses_every_other_update(name: str, before: str) -> None:
    """A queryset's UPDATE, with any word on where it came from."""
    thing = THINGS[name]
    row = thing.row_in(before)
    rows = type(row)._default_manager.filter(pk=row.pk)
    others = [state for state in thing.states.values if state != before]
    for after, came_from in product(others, ["", *thing.states.values]):
        if came_from == before and after in thing.table.legal[before]:
            continue
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(state=after, came_from=came_from)
    for after in others:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(state=after)


@pytest.mark.django_db
def test_second_of_two_movers_is_told() -> None:
    row = THINGS["introduction"].row_in("offered")
    stale = type(row)._default_manager.get(pk=row.pk)
    move(row, "declined", table=INTRODUCTION)
    with pytest.raises(IllegalTransition, match="no longer 'offered'"):
        move(stale, "accepted", table=INTRODUCTION)


class StateMachineTest(HypothesisTestCase):
    """Random walks: whatever is tried, the row stays on its table and tells where it came from."""

    def test_walks_stay_on_the_table(self) -> None:
        for name, thing in THINGS.items():
            with self.subTest(name), transaction.atomic():
                run_state_machine_as_test(  # type: ignore[no-untyped-call]
                    lambda thing=thing: Walk(thing),
                    settings=settings(
                        max_examples=5,
                        stateful_step_count=10,
                        deadline=None,
                        suppress_health_check=list(HealthCheck),
                    ),
                )


class Walk(RuleBasedStateMachine):
    def __init__(self, thing: Thing) -> None:
        super().__init__()
        self.thing = thing
        self.row = thing.row_in(str(thing.table.initial))
        self.trail = [self.row.state]

    @rule(pick=st.integers(min_value=0, max_value=20), past_move=st.booleans())
    def try_a_step(self, pick: int, past_move: bool) -> None:
        states = list(self.thing.states.values)
        after = states[pick % len(states)]
        legal = after in self.thing.table.legal[self.trail[-1]]
        try:
            with transaction.atomic():
                if past_move:
                    type(self.row)._default_manager.filter(pk=self.row.pk).update(
                        state=after, came_from=self.trail[-1]
                    )
                else:
                    move(self.row, after, table=self.thing.table)
        except (IllegalTransition, IntegrityError):
            assert not legal
        else:
            assert legal
            self.trail.append(after)

    @invariant()
    def row_tells_the_truth(self) -> None:
        self.row.refresh_from_db()
        assert self.row.state == self.trail[-1]
        assert self.row.came_from == ("" if len(self.trail) == 1 else self.trail[-2])
