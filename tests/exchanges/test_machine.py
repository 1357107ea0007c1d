"""Any order of steps, by anybody, on any day: a stay is never in a state that its way does not lead to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from accounts.domain.editing import Refused
from accounts.models import AuditEvent, User
from bases.choices import StaffRole
from exchanges.choices import ExchangeStep, LetterKind, VersionState
from exchanges.domain import agreement, steps
from exchanges.domain.cancelling import cancel
from exchanges.domain.errors import StayHasBegun
from exchanges.domain.rights import side_of
from exchanges.models import ExchangeEvent, IssuedLetter, Signature
from exchanges.way import WAY
from introductions import signals
from matching.choices import ExchangeState, IntroductionState, Side
from matching.models import Exchange, Introduction
from matching.transitions import EXCHANGE, INTRODUCTION
from notices.models import Notice
from taxonomy.transitions import IllegalTransition, move
from tests.exchanges.staying import WHY, a_stay
from tests.factories import MatchableProfileFactory, OfficerFactory, StaffMembershipFactory

PEOPLE = ("editor", "second editor", "viewer", "person", "another person", "stranger", "officer")
concerned = st.sampled_from(("editor", "person"))
who = concerned | concerned | st.sampled_from(PEOPLE)
STARTS = (
    ExchangeState.PLANNED,
    ExchangeState.AGREED,
    ExchangeState.UNDER_WAY,
    ExchangeState.INTERRUPTED,
)
near = st.integers(-3, 70)  # days from today


class Course(RuleBasedStateMachine):
    """Each step is tried whether it may be taken or not; what is refused changes nothing at all."""

    @initialize(start=st.sampled_from(STARTS), length=st.sampled_from([0, 30, 90]))
    def begin_course(self, start: ExchangeState, length: int) -> None:
        self.clock = time_machine.travel(timezone.now(), tick=True)
        self.traveller = self.clock.start()
        self.stay = a_stay()
        institution = self.stay.exchange.introduction.opening.institution

        def member(role: str) -> Any:
            return StaffMembershipFactory(institution=institution, role=role).user

        self.people: dict[str, User] = {
            "editor": self.stay.host,
            "second editor": member(StaffRole.OWNER),
            "viewer": member(StaffRole.VIEWER),
            "person": self.stay.person,
            "another person": MatchableProfileFactory().user,
            "stranger": StaffMembershipFactory(role=StaffRole.OWNER).user,
            "officer": OfficerFactory(),
        }

        if start == ExchangeState.AGREED:
            self.stay.agree(0, length)
        if start in (ExchangeState.UNDER_WAY, ExchangeState.INTERRUPTED):
            self.stay.arrive(0, length)
        if start == ExchangeState.INTERRUPTED:
            steps.interrupt(self.stay.fresh(), by=self.stay.person, **WHY)

    def teardown(self) -> None:
        if hasattr(self, "clock"):
            self.clock.stop()

    def stored(self) -> tuple[Any, ...]:
        row = self.stay.fresh()
        return (
            row.state,
            Exchange.objects.filter(pk=row.pk).values().get(),
            list(row.versions.order_by("pk").values()),
            list(Signature.objects.filter(version__exchange=row).order_by("pk").values()),
            list(row.letters.order_by("pk").values()),
            row.events.count(),
            AuditEvent.objects.filter(object_type="matching.exchange", object_id=str(row.pk)).count(),
            Introduction.objects.filter(pk=row.introduction_id).values().get(),
            Notice.objects.count(),
        )

    def attempt(self, take: Any, by: str, *rest: Any, **words: Any) -> None:
        before = self.stored()
        must = self.must(take, by, words)
        try:
            take(self.stay.fresh(), *rest, by=self.people[by], **words)
        except (IllegalTransition, Refused):
            assert not must, "a step that the words of the agreement allow was refused"
            assert self.stored() == before
            return
        after = self.stored()
        if after == before:  # the same again
            return
        assert after[5] > before[5], "a step without its line in the timeline"
        assert after[6] > before[6], "a step without its line in the audit"
        if before[0] != after[0]:
            assert EXCHANGE.allows(before[0], after[0])

    def must(self, take: Any, by: str, words: dict[str, Any]) -> bool:
        """Steps of which the state, the side and the day alone decide: these have to be taken."""
        row, today = self.stay.fresh(), self.stay.today
        side = {"editor": Side.HOST, "second editor": Side.HOST, "person": Side.PERSON}.get(by)
        arrived = row.events.filter(step="begin").values_list("day", flat=True).last()
        under_way, still = row.state == ExchangeState.UNDER_WAY, row.state == ExchangeState.INTERRUPTED
        if side is None:
            return False
        if take == steps.interrupt:
            return under_way
        if take == steps.resume:
            return still
        if take == cancel:
            return row.state in (ExchangeState.PLANNED, ExchangeState.AGREED)
        if take == steps.end_early:
            return (under_way or still) and (arrived or row.starts_on) <= words["day"] <= today
        if take == steps.complete and row.ends_on:
            return under_way and side == Side.HOST and row.ends_on <= today
        if take == steps.write_midterm:
            return (under_way or still) and not row.events.filter(step="midterm", side=side).exists()
        if take == agreement.drop:
            return (under_way or still or row.state == ExchangeState.AGREED) and agreement.waiting(
                row
            ) is not None
        return False

    @rule(by=who, first=near, length=st.sampled_from([-1, 0, 30, 90]), seen=st.integers(-1, 0))
    def propose(self, by: str, first: int, length: int, seen: int) -> None:
        row = self.stay.fresh()
        terms = self.stay.terms(first, first + length)
        if row.state in (ExchangeState.UNDER_WAY, ExchangeState.INTERRUPTED) and seen == 0:
            assert row.starts_on is not None
            terms = self.stay.terms((row.starts_on - self.stay.today).days, first + length)
        last = row.versions.count()
        self.attempt(agreement.propose, by, terms, seen=last + seen, **WHY)

    @rule(by=who, old=st.integers(0, 1), forged=st.booleans())
    def sign(self, by: str, old: int, forged: bool) -> None:
        versions = list(self.stay.fresh().versions.order_by("-number")[: old + 1])
        number = versions[-1].number if versions else 1
        sha256 = "f" * 64 if forged or not versions else versions[-1].sha256
        self.attempt(agreement.sign, by, number=number, sha256=sha256, name="Lin Yue")

    @rule(by=who)
    def drop(self, by: str) -> None:
        self.attempt(agreement.drop, by, **WHY)

    @rule(by=who, ago=st.integers(-1, 3))
    def disclose(self, by: str, ago: int) -> None:
        self.attempt(steps.disclose, by, day=self.stay.today - timedelta(days=ago))

    @rule(by=who, ago=st.integers(-1, 3))
    def begin(self, by: str, ago: int) -> None:
        self.attempt(steps.begin, by, day=self.stay.today - timedelta(days=ago))

    @rule(by=who)
    def interrupt(self, by: str) -> None:
        self.attempt(steps.interrupt, by, **WHY)

    @rule(by=who)
    def resume(self, by: str) -> None:
        self.attempt(steps.resume, by)

    @rule(by=who)
    def write_midterm(self, by: str) -> None:
        self.attempt(steps.write_midterm, by, **WHY)

    @rule(by=who)
    def complete(self, by: str) -> None:
        self.attempt(steps.complete, by)

    @rule(by=who, ago=st.integers(-1, 3))
    def end_early(self, by: str, ago: int) -> None:
        self.attempt(steps.end_early, by, day=self.stay.today - timedelta(days=ago), **WHY)

    @rule(by=who, sure=st.integers(0, 3))
    def cancel(self, by: str, sure: int) -> None:
        if sure == 3:
            self.attempt(cancel, by, **WHY)

    @rule(days=st.sampled_from([-5, 0, 20]))
    def change_and_sign_by_both(self, days: int) -> None:
        row = self.stay.fresh()
        if row.starts_on and row.ends_on:
            first = (row.starts_on - self.stay.today).days
            terms = self.stay.terms(first, (row.ends_on - self.stay.today).days + days)
            self.attempt(agreement.propose, "person", terms, seen=row.versions.count(), **WHY)
        self.both_sign_what_waits()

    @rule()
    def both_sign_what_waits(self) -> None:
        version = agreement.waiting(self.stay.fresh())
        if version:
            for by in ("editor", "person"):
                words = {"number": version.number, "sha256": version.sha256, "name": "Lin Yue"}
                self.attempt(agreement.sign, by, **words)

    @rule()
    def leave_early(self) -> None:
        self.attempt(steps.end_early, "person", day=self.stay.today, **WHY)

    @rule()
    def come_to_the_last_day(self) -> None:
        row = self.stay.fresh()
        if row.state == ExchangeState.UNDER_WAY and row.ends_on:
            self.traveller.shift(max(row.ends_on - self.stay.today, timedelta()))
            self.attempt(steps.complete, "editor")

    @rule(days=st.sampled_from([1, 30, 95]))
    def let_time_pass(self, days: int) -> None:
        self.traveller.shift(timedelta(days=days))

    @rule(sure=st.integers(0, 5))
    def withdraw_the_introduction(self, sure: int) -> None:
        if sure < 5:
            return
        introduction = Introduction.objects.get(pk=self.stay.exchange.introduction_id)
        before = self.stored()
        if self.stay.fresh().state not in (ExchangeState.PLANNED, ExchangeState.AGREED):
            if introduction.state == IntroductionState.ACCEPTED:
                with pytest.raises(StayHasBegun):
                    signals.ended.send(sender=Introduction, introduction=introduction, by=self.stay.person)
            assert self.stored() == before
            return
        move(introduction, IntroductionState.WITHDRAWN, table=INTRODUCTION)
        signals.ended.send(sender=Introduction, introduction=introduction, by=self.stay.person)
        assert self.stay.fresh().state == ExchangeState.CANCELLED

    @invariant()
    def what_is_bound_is_signed_by_both(self) -> None:
        if not hasattr(self, "stay"):
            return
        row = self.stay.fresh()
        if row.state not in (ExchangeState.PLANNED, ExchangeState.CANCELLED):
            version = row.versions.get(state=VersionState.IN_FORCE)
            signed = version.signatures.filter(void_at=None, sha256=version.sha256)
            assert {signature.side for signature in signed} == {*Side}
            assert (row.starts_on, row.ends_on, row.pay) == (version.starts_on, version.ends_on, version.pay)
            assert {side_of(row, signature.by) for signature in signed} == {*Side}

    @invariant()
    def whoever_took_a_step_might(self) -> None:
        if not hasattr(self, "stay"):
            return
        for event in ExchangeEvent.objects.filter(exchange=self.stay.exchange).exclude(by=None):
            assert side_of(self.stay.exchange, event.by) == event.side
            assert event.side in WAY.rules[ExchangeStep(event.step)].who

    @invariant()
    def whoever_arrived_did_so_within_the_agreed_days(self) -> None:
        if not hasattr(self, "stay"):
            return
        row = self.stay.fresh()
        arrived = row.events.filter(step="begin").values_list("day", flat=True).last()
        if arrived is not None:
            assert row.starts_on is not None
            assert row.starts_on <= arrived

    @invariant()
    def letters_hold_what_the_stay_says(self) -> None:
        if not hasattr(self, "stay"):
            return
        row = self.stay.fresh()
        valid = {letter.kind: letter for letter in IssuedLetter.objects.filter(exchange=row, revoked_at=None)}
        if row.state in (ExchangeState.PLANNED, ExchangeState.CANCELLED):
            assert not valid
        elif row.state == ExchangeState.ENDED_EARLY:
            assert list(valid) == [LetterKind.SERVED]
        else:
            assert valid[LetterKind.INVITATION].facts["ends_on"] == str(row.ends_on)
        assert (LetterKind.CERTIFICATE in valid) == (row.state == ExchangeState.COMPLETED)
        taken = row.introduction.state == IntroductionState.ACCEPTED
        assert taken == (row.state != ExchangeState.CANCELLED)


@pytest.mark.django_db
def test_any_order_of_steps_keeps_the_rules() -> None:
    run_state_machine_as_test(
        Course,
        settings=settings(
            max_examples=20,
            stateful_step_count=20,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
