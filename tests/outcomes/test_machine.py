"""Any order of steps, by anybody: an outcome is never in a state that its way does not lead to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from accounts.domain.editing import mark_of
from accounts.models import AuditEvent
from bases.choices import StaffRole
from matching.choices import OutcomeState, Side
from matching.models import Outcome
from matching.transitions import OUTCOME
from outcomes.domain.by_the_clock import open_all, remind_all
from outcomes.domain.evaluations import send_evaluation
from outcomes.domain.parties import opening_of, person_of, side_of
from outcomes.domain.reports import read_report, reported_at, save_draft, send_report
from outcomes.domain.stories import agree_to_story, agreed_at, read_words, take_back_story, write_words
from outcomes.models import Evaluation, OutcomeEvent
from outcomes.way import WAY
from taxonomy.transitions import IllegalTransition
from tests.factories import OfficerFactory, OutcomeFactory, StaffMembershipFactory
from tests.outcomes.conftest import SAID, telling

PEOPLE = ("editor", "viewer", "person", "stranger", "officer", "officer of the team")
UNREPORTED = (OutcomeState.DUE, OutcomeState.SUBMITTED)
who = st.sampled_from(PEOPLE)
sides = st.sampled_from(list(Side))
texts = st.sampled_from(["Lasers.", "Soil.", ""])


class Way(RuleBasedStateMachine):
    """Each step is tried whether it may be taken or not. Whether it may is worked out beforehand: what may be is taken,
    and what is refused changes nothing at all."""

    @initialize()
    def begin(self) -> None:
        Outcome.objects.all().delete()  # of the examples before
        self.outcome: Outcome = OutcomeFactory.create(exchange__ready=True)
        institution = opening_of(self.outcome).institution

        def member(role: str, **of: Any) -> Any:
            return StaffMembershipFactory(institution=institution, role=role, **of).user

        self.people = {
            "editor": member(StaffRole.EDITOR),
            "viewer": member(StaffRole.VIEWER),
            "person": person_of(self.outcome).user,
            "stranger": StaffMembershipFactory(role=StaffRole.OWNER).user,
            "officer": OfficerFactory(),
            "officer of the team": member(StaffRole.EDITOR, user=OfficerFactory()),
        }

    def row(self) -> Outcome:
        return Outcome.objects.get(pk=self.outcome.pk)

    def stored(self) -> tuple[Any, ...]:
        row = self.row()
        return (
            row.state,
            *(bool(reported_at(row, side)) for side in Side),
            *(bool(agreed_at(row, side)) for side in Side),
            *(str(read_report(row, side)) for side in Side),
            *(str(read_words(row, side)) for side in Side),
            row.evaluations.count(),
            row.events.count(),
            AuditEvent.objects.filter(object_type="matching.outcome", object_id=str(row.pk)).count(),
        )

    def attempt(
        self, by: str, side: Side, take: Callable[[Outcome], Any], legal: Callable[[Outcome], bool]
    ) -> None:
        row, before = self.row(), self.stored()
        speaks = {Side.HOST: ("editor", "officer of the team"), Side.PERSON: ("person",)}
        may = by in speaks[side] and legal(row)
        try:
            take(row)
        except IllegalTransition:
            assert self.stored() == before
            assert not may, f"the {by} was refused a step for the {side}"
            return
        assert may, f"the {by} took a step for the {side}"
        after = self.stored()
        assert after[0] == before[0] or OUTCOME.allows(before[0], after[0])
        if after[:-1] != before[:-1]:
            assert after[-1] > before[-1], "a step without its line in the audit"

    @rule(by=who, side=sides, text=texts)
    def report(self, by: str, side: Side, text: str) -> None:
        def take(row: Outcome) -> None:
            seen = mark_of(read_report(row, side))
            send_report(row, telling(text), side=side, seen=seen, by=self.people[by])

        self.attempt(by, side, take, lambda row: row.state in UNREPORTED and text != "")

    @rule(by=who, side=sides, text=texts)
    def draft(self, by: str, side: Side, text: str) -> None:
        def take(row: Outcome) -> None:
            seen = mark_of(read_report(row, side))
            save_draft(row, telling(text), side=side, seen=seen, by=self.people[by])

        self.attempt(by, side, take, lambda row: row.state in UNREPORTED and not reported_at(row, side))

    @rule(by=who, side=sides)
    def evaluate(self, by: str, side: Side) -> None:
        def in_time(row: Outcome) -> bool:
            own = row.evaluations.filter(side=side).exists()
            return not own and row.due_on >= timezone.localdate()

        self.attempt(
            by, side, lambda row: send_evaluation(row, side=side, by=self.people[by], **SAID), in_time
        )

    @rule(by=who, side=sides, text=texts)
    def write(self, by: str, side: Side, text: str) -> None:
        def take(row: Outcome) -> None:
            values = {"text": text, "language": "en" if text else ""}
            seen = mark_of(read_words(row, side))
            write_words(row, values, side=side, seen=seen, by=self.people[by])

        self.attempt(by, side, take, lambda row: row.state == OutcomeState.COMPLETE)

    @rule(by=who, side=sides)
    def agree(self, by: str, side: Side) -> None:
        def something_new(row: Outcome) -> bool:
            return row.state == OutcomeState.COMPLETE and not agreed_at(row, side) and row.story.exists()

        self.attempt(by, side, lambda row: agree_to_story(row, side=side, by=self.people[by]), something_new)

    @rule(by=who, side=sides)
    def take_back(self, by: str, side: Side) -> None:
        def agreed(row: Outcome) -> bool:
            return agreed_at(row, side) is not None

        self.attempt(by, side, lambda row: take_back_story(row, side=side, by=self.people[by]), agreed)

    @rule()
    def hear_both_sides(self) -> None:
        """So that the way is often walked to its end."""
        for side, by in ((Side.HOST, "editor"), (Side.PERSON, "person")):
            self.report(by, side, "Lasers.")
        self.write("editor", Side.HOST, "Lasers.")

    @rule(days=st.sampled_from([-16, -2, 3, 20]))
    def let_time_pass(self, days: int) -> None:
        Outcome.objects.filter(pk=self.outcome.pk).update(due_on=timezone.localdate() + timedelta(days=days))

    @rule()
    def run_the_clock(self) -> None:
        remind_all()
        open_all()
        before = self.stored()
        remind_all()
        open_all()
        assert self.stored() == before

    @invariant()
    def nobody_reads_what_is_closed(self) -> None:
        if not hasattr(self, "outcome"):
            return
        row = self.row()
        closed = row.evaluations.count() < 2 and row.due_on >= timezone.localdate()
        for user in self.people.values():
            for evaluation in Evaluation.objects.visible_to(user).filter(outcome=row):
                own = evaluation.side == side_of(row, user)
                in_team = evaluation.side == Side.HOST and opening_of(
                    row
                ).institution.staff_memberships.filter(user=user)
                assert own or in_team or not closed

    @invariant()
    def a_released_story_has_both_yes(self) -> None:
        if not hasattr(self, "outcome"):
            return
        row = self.row()
        yes = [agreed_at(row, side) is not None for side in Side]
        assert all(yes) == (row.state == OutcomeState.RELEASED)
        if row.state in (OutcomeState.DUE, OutcomeState.SUBMITTED):
            assert not any(yes)
        assert all(yes) <= row.story.exists()

    @invariant()
    def whoever_took_a_step_might(self) -> None:
        if not hasattr(self, "outcome"):
            return
        for event in OutcomeEvent.objects.filter(outcome=self.outcome).exclude(by=None).select_related("by"):
            assert event.side in WAY.rules[event.step].who  # type: ignore[index]
            assert side_of(self.row(), event.by) == event.side


@pytest.mark.django_db
def test_any_order_of_steps_keeps_the_rules() -> None:
    run_state_machine_as_test(
        Way,
        settings=settings(
            max_examples=5,
            stateful_step_count=20,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_way_is_the_table_of_the_database() -> None:
    assert {state: set(followers) for state, followers in OUTCOME.legal.items()} == WAY.legal()
