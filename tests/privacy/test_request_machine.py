"""Every step of a request from every state: the table decides, and what it forbids changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from privacy.choices import RequestState, RequestStep
from privacy.domain import asking, handling
from privacy.models import DataRequest
from privacy.request_way import WAY
from taxonomy.transitions import IllegalTransition
from tests.factories import OfficerFactory, UnconfirmedRequestFactory

SAID = {"reason": "So it is.", "language": "en"}
TAKE: dict[RequestStep, Callable[[DataRequest, Any], object]] = {
    RequestStep.CONFIRM: lambda row, by: asking.confirm(row),
    RequestStep.TAKE: lambda row, by: handling.take(row, by=by),
    RequestStep.ASK: lambda row, by: handling.ask_back(row, by=by, **SAID),
    RequestStep.REPLY: lambda row, by: asking.reply(row, **SAID),
    RequestStep.EXTEND: lambda row, by: handling.extend(row, by=by, **SAID),
    RequestStep.ANSWER: lambda row, by: handling.answer(row, by=by, **SAID),
    RequestStep.REFUSE: lambda row, by: handling.refuse(row, by=by, **SAID),
    RequestStep.WITHDRAW: lambda row, by: asking.take_back(row),
}


class Machine(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.officer, self.row = OfficerFactory(), UnconfirmedRequestFactory()
        self.state: str = RequestState.UNCONFIRMED
        self.extended = False

    @rule(step=st.sampled_from(list(TAKE)))
    def step(self, step: RequestStep) -> None:
        rule_ = WAY.rules[step]
        allowed = self.state in rule_.of and not (step == RequestStep.EXTEND and self.extended)
        events = self.row.events.count()
        try:
            TAKE[step](self.row, self.officer)
        except IllegalTransition:
            assert not allowed
            assert self.row.events.count() == events
        else:
            assert allowed or step == RequestStep.CONFIRM  # said twice it is said once
            if allowed:
                self.state = rule_.to or self.state
                self.extended = self.extended or step == RequestStep.EXTEND
                assert self.row.events.count() == events + 1

    @invariant()
    def the_database_agrees(self) -> None:
        if hasattr(self, "row"):
            row = DataRequest.objects.get(pk=self.row.pk)
            assert row.state == self.state
            assert bool(row.closed_at) == (row.state in ("answered", "refused", "withdrawn"))


@pytest.mark.django_db
def test_no_order_of_steps_leads_elsewhere() -> None:
    few = settings(
        max_examples=15, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Machine, settings=few)
