"""Any order of steps, by anybody: an opening is never in a state that its way does not lead to."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from accounts.domain.errors import NotTheirStep
from accounts.models import AuditEvent
from bases.choices import OpeningStep, PublicationState, Sensitivity, StaffRole
from bases.domain import publication as way
from bases.domain.deciding import decides_on
from bases.domain.opening_rights import writes
from bases.domain.sensitivity import clear_sensitivity, hold_sensitivity, refuse_sensitivity
from bases.models import Opening, OpeningEvent
from bases.opening_way import OFFICER, WAY
from bases.transitions import PUBLICATION, SENSITIVITY
from taxonomy.transitions import IllegalTransition
from tests.factories import OfficerFactory, OpeningFactory, StaffMembershipFactory

WHY = {"reason": "Dual use.", "language": "en"}
HOSTS = {
    OpeningStep.SUBMIT: way.submit_opening,
    OpeningStep.TAKE_BACK: way.take_back_opening,
    OpeningStep.PAUSE: way.pause_opening,
    OpeningStep.RESUME: way.resume_opening,
    OpeningStep.FILL: way.mark_opening_filled,
    OpeningStep.CLOSE: way.close_opening,
    OpeningStep.REOPEN: way.reopen_as_draft,
}
REASONED = {OpeningStep.RETURN: way.return_opening, OpeningStep.WITHDRAW: way.withdraw_opening}
GATE = {
    OpeningStep.HOLD: hold_sensitivity,
    OpeningStep.CLEAR: clear_sensitivity,
    OpeningStep.REFUSE: refuse_sensitivity,
}
PEOPLE = ("editor", "viewer", "stranger", "officer", "second officer", "officer of the team")
who = st.sampled_from(PEOPLE)


class Way(RuleBasedStateMachine):
    """Each step is tried whether it may be taken or not; what is refused changes nothing at all."""

    @initialize()
    def begin(self) -> None:
        self.opening: Opening = OpeningFactory.create()
        institution = self.opening.institution

        def member(role: str, **of: Any) -> Any:
            return StaffMembershipFactory(institution=institution, role=role, **of).user

        self.people = {
            "editor": member(StaffRole.EDITOR),
            "viewer": member(StaffRole.VIEWER),
            "stranger": StaffMembershipFactory(role=StaffRole.OWNER).user,
            "officer": OfficerFactory(),
            "second officer": OfficerFactory(),
            "officer of the team": member(StaffRole.VIEWER, user=OfficerFactory()),
        }
        self.public_once = False

    def stored(self) -> tuple[Any, ...]:
        row = Opening.objects.get(pk=self.opening.pk)
        events = OpeningEvent.objects.filter(opening=row).count()
        audit = AuditEvent.objects.filter(object_type="bases.opening", object_id=str(row.pk)).count()
        return row.publication, row.sensitivity, row.half_cleared_by_id, row.deadline, events, audit

    def attempt(self, take: Any, by: str, **words: str) -> None:
        before = self.stored()
        try:
            take(Opening.objects.get(pk=self.opening.pk), by=self.people[by], **words)
        except IllegalTransition:
            assert self.stored() == before
            return
        after = self.stored()
        assert after[4] > before[4], "a step without its line in the timeline"
        assert after[5] > before[5], "a step without its line in the audit"
        for column, table in ((0, PUBLICATION), (1, SENSITIVITY)):
            path = {before[column]}
            if before[column] != after[column]:  # one step may lead on to another
                for _ in range(2):
                    path |= {follower for state in path for follower in table.legal.get(state, ())}
            assert after[column] in path

    @rule(step=st.sampled_from(sorted(HOSTS)), by=who)
    def take_a_step_of_the_host(self, step: OpeningStep, by: str) -> None:
        self.attempt(HOSTS[step], by)

    @rule(step=st.sampled_from(sorted(REASONED)), by=who)
    def take_a_step_with_a_reason(self, step: OpeningStep, by: str) -> None:
        self.attempt(REASONED[step], by, **WHY)

    @rule(by=who)
    def approve(self, by: str) -> None:
        self.attempt(way.approve_opening, by)

    @rule(step=st.sampled_from(sorted(GATE)), by=who)
    def decide_at_the_gate(self, step: OpeningStep, by: str) -> None:
        self.attempt(GATE[step], by, **WHY)

    @rule(hours=st.sampled_from([-24, 24]))
    def let_time_pass(self, hours: int) -> None:
        Opening.objects.filter(pk=self.opening.pk).update(deadline=timezone.now() + timedelta(hours=hours))

    @rule()
    def close_by_the_clock(self) -> None:
        way.close_due_openings()
        row = Opening.objects.get(pk=self.opening.pk)
        taking = (PublicationState.OPEN, PublicationState.PAUSED)
        assert row.deadline > timezone.now() or row.publication not in taking

    @rule(by=who)
    def postpone(self, by: str) -> None:
        row = Opening.objects.get(pk=self.opening.pk)
        with contextlib.suppress(IllegalTransition):
            way.postpone_deadline(
                row, max(row.deadline, timezone.now()) + timedelta(days=1), by=self.people[by]
            )

    @invariant()
    def nothing_is_public_that_is_not_clear(self) -> None:
        if not hasattr(self, "opening"):
            return
        row = Opening.objects.get(pk=self.opening.pk)
        if row.publication in (PublicationState.OPEN, PublicationState.PAUSED, PublicationState.FILLED):
            assert row.sensitivity == Sensitivity.CLEAR
            assert row.published_at is not None
        if row.half_cleared_by_id:
            assert row.sensitivity == Sensitivity.HELD

    @invariant()
    def whoever_took_a_step_might(self) -> None:
        if not hasattr(self, "opening"):
            return
        for event in OpeningEvent.objects.filter(opening=self.opening).exclude(by=None).select_related("by"):
            step = WAY.rules.get(OpeningStep(event.step))
            if step is None or OFFICER in step.who:
                continue
            assert (
                writes(event.by, self.opening)
                or event.by_officer
                or decides_on(event.by, self.opening.institution)
            )

    @invariant()
    def what_was_held_was_cleared_by_two(self) -> None:
        if not hasattr(self, "opening"):
            return
        last_hold: list[Any] = []
        for event in OpeningEvent.objects.filter(opening=self.opening).order_by("pk"):
            if event.step == OpeningStep.HOLD:
                last_hold = [None]
            elif event.step == OpeningStep.HALF_CLEAR:
                last_hold = [event.by_id]
            elif event.step == OpeningStep.CLEAR and last_hold:
                assert last_hold[0] is not None
                assert last_hold[0] != event.by_id
                last_hold = []
            elif event.step == OpeningStep.REFUSE:
                last_hold = []


@pytest.mark.django_db
def test_any_order_of_steps_keeps_the_rules() -> None:
    run_state_machine_as_test(
        Way,
        settings=settings(
            max_examples=20,
            stateful_step_count=20,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_a_stranger_takes_no_step() -> None:
    opening: Opening = OpeningFactory.create()
    stranger = StaffMembershipFactory(role=StaffRole.OWNER).user
    for take in HOSTS.values():
        with pytest.raises(NotTheirStep):
            take(opening, by=stranger)
