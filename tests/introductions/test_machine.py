"""Any order of answers, by anybody: an introduction is never in a state that its way does not lead to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from accounts.models import AuditEvent
from bases.choices import PublicationState, StaffRole
from bases.models import Opening
from introductions.domain.answering import (
    accept_introduction,
    decline_introduction,
    withdraw_introduction,
)
from introductions.domain.clock import look_after_all
from introductions.models import IntroductionEvent
from introductions.way import WAY
from matching.choices import IntroductionState, Side
from matching.domain.sides import NotYourSide
from matching.models import Introduction
from matching.transitions import INTRODUCTION
from taxonomy.transitions import IllegalTransition
from tests.factories import IntroductionFactory, OfficerFactory, StaffMembershipFactory

STEPS = {"accept": accept_introduction, "decline": decline_introduction, "withdraw": withdraw_introduction}
SPEAKERS = {"editor": Side.HOST, "person": Side.PERSON}


class Machine(RuleBasedStateMachine):
    """Each step is tried whether it may be taken or not; what is refused changes nothing at all."""

    @initialize(host=st.booleans(), places=st.integers(1, 2), taken=st.booleans())
    def begin(self, host: bool, places: int, taken: bool) -> None:
        now = timezone.now()
        yes = {"host_accepted_at": now} if host else {"person_accepted_at": now}
        self.row = IntroductionFactory.create(opening__places=places, **yes)
        institution = self.row.opening.institution
        if taken:
            IntroductionFactory(opening=self.row.opening, ready=True, state="accepted", came_from="offered")
        self.people = {
            "editor": StaffMembershipFactory(institution=institution, role=StaffRole.EDITOR).user,
            "viewer": StaffMembershipFactory(institution=institution, role=StaffRole.VIEWER).user,
            "stranger": StaffMembershipFactory(role=StaffRole.OWNER).user,
            "person": self.row.profile.user,
            "officer": OfficerFactory(),
        }

    def stored(self) -> tuple[Any, ...]:
        row = Introduction.objects.get(pk=self.row.pk)
        events = IntroductionEvent.objects.filter(introduction=row).count()
        audit = AuditEvent.objects.filter(object_type="matching.introduction", object_id=str(row.pk)).count()
        return row.state, row.host_accepted_at, row.person_accepted_at, row.reason, events, audit

    def may(self, step: str, side: Side, by: str) -> bool:
        """What the words of decision 0052 say, in other words than the code."""
        row = Introduction.objects.get(pk=self.row.pk)
        yes = {Side.HOST: row.host_accepted_at, Side.PERSON: row.person_accepted_at}
        if SPEAKERS.get(by) != side or row.state in ("declined", "withdrawn", "expired"):
            return False
        if step == "withdraw":
            return yes[side] is not None
        if row.state == "accepted":
            return False
        if step == "decline":
            return yes[side] is None
        if yes[side] is not None:
            return True  # said twice, it is said once
        taken = row.opening.introductions.filter(state="accepted").count()
        return taken < row.opening.places and row.opening.publication != PublicationState.WITHDRAWN

    @rule(
        step=st.sampled_from(sorted(STEPS)),
        side=st.sampled_from(list(Side)),
        by=st.sampled_from(["editor", "viewer", "stranger", "person", "officer"]),
    )
    def answer(self, step: str, side: Side, by: str) -> None:
        before = self.stored()
        may = self.may(step, side, by)
        try:
            STEPS[step](Introduction.objects.get(pk=self.row.pk), side=side, by=self.people[by])  # type: ignore[operator]
        except NotYourSide:
            assert SPEAKERS.get(by) != side
            assert self.stored() == before
            return
        except IllegalTransition:
            assert not may
            assert self.stored() == before
            return
        assert may
        assert SPEAKERS.get(by) == side
        after = self.stored()
        if after != before:
            assert after[0] in {before[0], *INTRODUCTION.legal[before[0]]}
            assert after[4] > before[4], "a step without its line in the timeline"
            assert after[5] > before[5], "a step without its line in the audit"

    @rule(days=st.sampled_from([-1, 5]))
    def let_time_pass(self, days: int) -> None:
        Introduction.objects.filter(pk=self.row.pk).update(answer_due=timezone.now() + timedelta(days=days))
        look_after_all()
        row = Introduction.objects.get(pk=self.row.pk)
        assert days > 0 or row.state != IntroductionState.OFFERED

    @rule(state=st.sampled_from([PublicationState.OPEN, PublicationState.CLOSED, PublicationState.WITHDRAWN]))
    def change_the_opening(self, state: str) -> None:
        Opening.objects.filter(pk=self.row.opening_id).update(publication=state)

    @invariant()
    def both_said_yes_where_it_is_accepted(self) -> None:
        row = Introduction.objects.get(pk=self.row.pk)
        if row.state == IntroductionState.ACCEPTED:
            assert row.host_accepted_at is not None
            assert row.person_accepted_at is not None

    @invariant()
    def no_more_accepted_than_places(self) -> None:
        opening = Opening.objects.get(pk=self.row.opening_id)
        assert opening.introductions.filter(state=IntroductionState.ACCEPTED).count() <= opening.places


@pytest.mark.django_db
def test_every_order_of_answers() -> None:
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=25,
            stateful_step_count=12,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_way_and_the_table_of_the_database_agree() -> None:
    assert WAY.legal() == {state: set(followers) for state, followers in INTRODUCTION.legal.items()}
