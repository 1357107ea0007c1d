"""Any order of steps, by anybody: a nomination is never in a state that its way does not lead to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from accounts.models import AuditEvent, Purpose, User
from experts.choices import NominationState, ProfileKind
from experts.models import Nomination, Profile
from experts.transitions import NOMINATION
from nominations.choices import NominationStep
from nominations.domain.answering import Yes, accept
from nominations.domain.ending import decline, end_all, never_again, withdraw
from nominations.domain.links import seal
from nominations.domain.sending import remind_all, send
from nominations.models import NeverAgain, NominationCount, NominationEvent
from nominations.way import ATTACHE, PERSON, WAY
from taxonomy.choices import CareerStage
from taxonomy.transitions import IllegalTransition
from tests.factories import (
    AdministratorFactory,
    AttachePostFactory,
    NominationFactory,
    OfficerFactory,
    UserFactory,
)

PEOPLE = (
    "attaché", "another attaché", "officer", "administrator", "the person by the link", "a forged link", "nobody",
)  # fmt: skip
YES = Yes(
    person={
        "kind": ProfileKind.EXPERT, "name": "Marit Solvang", "native_name": "", "affiliation": "", "country": "NO",
        "orcid": "", "career_stage": CareerStage.R3, "doctorate_year": None, "nationalities": [],
    },
    purposes=[Purpose.MATCHING],
)  # fmt: skip
who = st.sampled_from(PEOPLE)


def test_the_way_is_the_table_of_the_database() -> None:
    assert WAY.legal() == {state: set(followers) for state, followers in NOMINATION.legal.items()}


PERSONS = [NominationStep.ACCEPT, NominationStep.DECLINE, NominationStep.NEVER]


class Way(RuleBasedStateMachine):
    """Each step is tried whether it may be taken or not; what is refused changes nothing at all."""

    @initialize()
    def begin(self) -> None:
        for model in (Nomination, NominationCount, NeverAgain):
            model.objects.all().delete()
        Profile.objects.all().delete()
        User.objects.filter(email="marit@example.org").delete()
        self.people: dict[str, Any] = {
            "attaché": AttachePostFactory().user,
            "another attaché": AttachePostFactory().user,
            "officer": OfficerFactory(),
            "administrator": AdministratorFactory(),
        }
        self.nomination = NominationFactory(nominated_by=self.people["attaché"], ready=True)
        self.link = seal(self.nomination)

    def row(self) -> Nomination | None:
        return Nomination.objects.filter(pk=self.nomination.pk).first()

    def stored(self) -> tuple[Any, ...]:
        row = self.row()
        audit = AuditEvent.objects.filter(object_type="experts.nomination").count()
        counted = sum(NominationCount.objects.values_list("number", flat=True))
        events = NominationEvent.objects.filter(nomination=self.nomination.pk).count()
        known = (Profile.objects.count(), NeverAgain.objects.count(), counted)
        return (row.state if row else None, row.reason if row else None, events, audit, *known)

    def actor(self, by: str) -> tuple[User | None, str]:
        token = {"the person by the link": self.link, "a forged link": f"{self.link}x"}.get(by, "")
        return self.people.get(by), token

    def attempt(self, step: NominationStep, by: str, side: str, take: Any) -> None:
        row = self.row()
        if row is None:
            return
        before = self.stored()
        legal = {NominationState.DRAFT: [NominationStep.SEND, NominationStep.WITHDRAW]}
        legal[NominationState.SENT] = [*PERSONS, NominationStep.WITHDRAW]
        legal[NominationState.DECLINED] = [NominationStep.NEVER]
        allowed = by == ("attaché" if side == ATTACHE else "the person by the link")
        try:
            take(row, *self.actor(by))
        except IllegalTransition:
            assert not (allowed and step in legal.get(NominationState(row.state), []))
            assert self.stored() == before
            return
        after = self.stored()
        assert allowed, f"{by} took {step}"
        assert row.state not in (before[0],) or after[0] is None
        assert after[3] > before[3], "a step without its line in the audit"
        assert after[0] in NOMINATION.legal[before[0]] or after[0] is None

    @rule(by=who)
    def send_it(self, by: str) -> None:
        self.attempt(
            NominationStep.SEND, by, ATTACHE, lambda row, user, _: send(row, by=user or UserFactory())
        )

    @rule(by=who)
    def withdraw_it(self, by: str) -> None:
        self.attempt(
            NominationStep.WITHDRAW, by, ATTACHE, lambda row, user, _: withdraw(row, by=user or UserFactory())
        )

    @rule(by=who)
    def accept_it(self, by: str) -> None:
        self.attempt(
            NominationStep.ACCEPT, by, PERSON, lambda row, user, link: accept(row, YES, by=user, token=link)
        )

    @rule(by=who)
    def decline_it(self, by: str) -> None:
        self.attempt(
            NominationStep.DECLINE, by, PERSON, lambda row, user, link: decline(row, by=user, token=link)
        )

    @rule(by=who)
    def never(self, by: str) -> None:
        self.attempt(
            NominationStep.NEVER, by, PERSON, lambda row, user, link: never_again(row, by=user, token=link)
        )

    @rule(days=st.sampled_from([1, 14, 29, 31]))
    def let_the_clock_run(self, days: int) -> None:
        before, later = self.row(), timezone.now() + timedelta(days=days)
        remind_all(later)
        end_all(later)
        after = self.row()
        ends = (NominationState.DRAFT, NominationState.SENT, NominationState.DECLINED)
        if before is not None and before.state in ends:
            assert (after is None) == (days > 30)
        else:
            assert after == before

    @invariant()
    def what_ended_left_nothing_but_a_count(self) -> None:
        if not hasattr(self, "nomination"):
            return
        row = self.row()
        gone = (NominationState.BLOCKED, NominationState.EXPIRED, NominationState.WITHDRAWN)
        assert row is None or row.state not in gone
        if row is None:
            assert not NominationEvent.objects.filter(nomination=self.nomination.pk).exists()
        elif row.state == NominationState.DECLINED:
            assert (row.email, row.orcid, row.affiliation, row.reason, row.evidence, row.relation) == (
                "",
            ) * 6
        elif row.state == NominationState.ACCEPTED:
            assert row.profile is not None
            assert row.profile.user is not None

    @invariant()
    def nobody_has_a_profile_who_did_not_accept(self) -> None:
        if not hasattr(self, "nomination"):
            return
        row = self.row()
        assert Profile.objects.exists() == (row is not None and row.state == NominationState.ACCEPTED)


@pytest.mark.django_db
def test_any_order_of_steps_keeps_the_rules() -> None:
    run_state_machine_as_test(
        Way,
        settings=settings(
            max_examples=25,
            stateful_step_count=15,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
