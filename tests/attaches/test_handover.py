"""Posts and open nominations go to a successor, and come back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from accounts.audience import attache_countries
from accounts.domain.errors import NotTheirStep
from accounts.models import AttachePost, AuditEvent, User
from attaches.choices import HandoverState
from attaches.domain.handover import (
    OPEN,
    NotASuccessor,
    NothingToHandOver,
    TooLate,
    hand_over,
    mark,
    may_succeed,
    take_back,
)
from attaches.models import Handover
from experts.choices import NominationState
from experts.models import Nomination
from nominations.domain.ending import decline
from nominations.domain.links import seal
from notices.models import Notice
from taxonomy.transitions import IllegalTransition
from tests.factories import (
    AttachePostFactory,
    IntermediaryPostFactory,
    NominationFactory,
    OfficerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def nomination(by: User, state: str = "draft") -> Nomination:
    row: Nomination = NominationFactory(nominated_by=by, ready=state == "sent")
    if state != "draft":
        Nomination.objects.filter(pk=row.pk).update(
            state=state, came_from="sent" if state != "sent" else "draft"
        )
    return row


@pytest.fixture
def giver(db: None) -> User:
    user: User = AttachePostFactory(countries=["NO", "SE"]).user
    return user


@pytest.fixture
def successor(db: None) -> User:
    user: User = AttachePostFactory(countries=["FI"]).user
    return user


def test_countries_and_open_nominations_go_over_at_once_and_both_are_told(
    giver: User, successor: User, mailoutbox: list[EmailMultiAlternatives], letters_go_at_once: None
) -> None:
    officer = OfficerFactory()
    open_ones = [nomination(giver), nomination(giver, "sent")]
    ended = NominationFactory(nominated_by=giver, state="withdrawn", came_from="draft")
    handover = hand_over(giver, to=successor, by=officer)
    assert attache_countries(giver) == frozenset()
    assert attache_countries(successor) == {"NO", "SE", "FI"}
    assert set(Nomination.objects.filter(nominated_by=successor)) == set(open_ones)
    assert Nomination.objects.get(pk=ended.pk).nominated_by == giver
    assert set(Notice.objects.values_list("user", flat=True)) == {giver.pk, successor.pk}
    assert {letter.subject for letter in mailoutbox} == {
        "Your posts were handed over",
        "Posts were handed over to you",
    }
    assert all(f"/en/attaches/handovers/{handover.pk}/" in letter.body for letter in mailoutbox)
    verbs = list(AuditEvent.objects.values_list("verb", flat=True))
    assert verbs.count("nomination handed over") == 2
    assert "posts handed over" in verbs


def test_taken_back_everything_is_as_before(giver: User, successor: User) -> None:
    until = timezone.localdate() + timedelta(days=90)
    AttachePost.objects.filter(user=giver).update(until=until)
    AttachePostFactory(user=giver, countries=["DK"], since=timezone.localdate() + timedelta(days=30))
    row = nomination(giver)
    before = list(AttachePost.objects.order_by("pk").values())
    handover = hand_over(giver, to=successor, by=giver)
    own = nomination(successor)
    take_back(handover, by=giver)
    assert list(AttachePost.objects.order_by("pk").values()) == before
    row.refresh_from_db()
    own.refresh_from_db()
    assert (row.nominated_by, own.nominated_by) == (giver, successor)
    with pytest.raises(TooLate):
        take_back(handover, by=giver)


def test_who_declined_meanwhile_stands_in_nobodys_way(giver: User, successor: User) -> None:
    row = NominationFactory(nominated_by=giver, sent=True)
    done = hand_over(giver, to=successor, by=giver)
    row.refresh_from_db()
    decline(row, by=None, token=seal(row))

    take_back(done, by=giver)

    assert giver.attache_posts.filter(until=None).exists()
    row.refresh_from_db()
    assert row.nominated_by == successor


def test_after_a_week_it_is_handed_over_anew_instead(giver: User, successor: User) -> None:
    handover = hand_over(giver, to=successor, by=giver)
    with time_machine.travel(timezone.now() + timedelta(days=8)), pytest.raises(TooLate):
        take_back(handover, by=giver)
    assert attache_countries(successor) == {"NO", "SE", "FI"}


def test_what_the_successor_handed_on_is_not_taken_from_a_third(giver: User, successor: User) -> None:
    third = AttachePostFactory(countries=["DK"]).user
    handover = hand_over(giver, to=successor, by=giver)
    hand_over(successor, to=third, by=successor)
    with pytest.raises(TooLate):
        take_back(handover, by=giver)
    assert attache_countries(third) == {"NO", "SE", "FI", "DK"}


def test_nobody_hands_over_for_somebody_else(giver: User, successor: User) -> None:
    for somebody in (successor, UserFactory(), AttachePostFactory().user):
        with pytest.raises(NotTheirStep):
            hand_over(giver, to=successor, by=somebody)
    handover = hand_over(giver, to=successor, by=giver)
    with pytest.raises(NotTheirStep):
        take_back(handover, by=successor)


def test_whom_an_officer_replaced_does_not_come_back_by_hand(giver: User, successor: User) -> None:
    officer = OfficerFactory()
    handover = hand_over(giver, to=successor, by=officer)
    address = f"/en/attaches/handovers/{handover.pk}/"
    client = Client()
    client.force_login(giver)
    assert "Take it back" not in client.get(address).content.decode()
    assert client.post(address).status_code == 403
    assert attache_countries(giver) == frozenset()
    take_back(handover, by=officer)
    assert attache_countries(giver) == {"NO", "SE"}


def test_nobody_becomes_an_attache_by_a_handover(giver: User) -> None:
    for other in (
        UserFactory(),
        AttachePostFactory(until=timezone.localdate() - timedelta(days=1)).user,
        IntermediaryPostFactory().user,
        giver,
    ):
        with pytest.raises(NotASuccessor):
            hand_over(giver, to=other, by=giver)
    assert attache_countries(giver) == {"NO", "SE"}


def test_an_intermediary_hands_over_within_its_body() -> None:
    giver = IntermediaryPostFactory(fields=["energy"]).user
    assert may_succeed(IntermediaryPostFactory(fields=["health"]).user, giver=giver)
    assert not may_succeed(IntermediaryPostFactory(body="Another").user, giver=giver)
    assert not may_succeed(AttachePostFactory().user, giver=giver)


def test_who_has_left_is_followed_by_an_officer_s_hand(giver: User, successor: User) -> None:
    AttachePost.objects.filter(user=giver).update(until=timezone.localdate() - timedelta(days=1))
    User.objects.filter(pk=giver.pk).update(is_active=False)
    giver.refresh_from_db()
    row, elsewhere = nomination(giver), NominationFactory(nominated_by=giver, country="SE")
    officer = OfficerFactory()
    with pytest.raises(NothingToHandOver):  # an attaché in Finland has no business with either
        hand_over(giver, to=successor, by=officer)
    near = AttachePostFactory(countries=["NO"]).user
    handover = hand_over(giver, to=near, by=officer)
    row.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (row.nominated_by, elsewhere.nominated_by) == (near, giver)
    client = Client()
    client.force_login(officer)
    page = client.get(f"/en/attaches/handovers/{handover.pk}/").content.decode()
    assert "1 stayed: the successor has no post in its country (Sweden)" in page


def test_a_stale_page_hands_nothing_over(giver: User, successor: User) -> None:
    seen = mark(giver)
    nomination(giver)
    with pytest.raises(NothingToHandOver):
        hand_over(giver, to=successor, by=giver, seen=seen)
    hand_over(giver, to=successor, by=giver, seen=mark(giver))
    with pytest.raises(NothingToHandOver):
        hand_over(giver, to=successor, by=giver)


class Handing(RuleBasedStateMachine):
    """Three attachés hand over to each other and take back in any order, as anybody."""

    @initialize()
    def begin(self) -> None:
        self.people = [AttachePostFactory(countries=[code]).user for code in ("NO", "SE", "FI")]
        self.everybody = [*self.people, OfficerFactory(), UserFactory()]
        self.nominations = [nomination(user).pk for user in self.people]

    def stored(self) -> tuple[Any, ...]:
        rows = (AttachePost, Nomination, Handover)
        counts = (AuditEvent.objects.count(), Notice.objects.count())
        return (*(list(model.objects.order_by("pk").values()) for model in rows), *counts)

    @rule(giver=st.integers(0, 2), to=st.integers(0, 4), by=st.integers(0, 4))
    def hand(self, giver: int, to: int, by: int) -> None:
        before = self.stored()
        try:
            hand_over(self.people[giver], to=self.everybody[to], by=self.everybody[by])
        except IllegalTransition:
            assert self.stored() == before
        else:
            assert by in (giver, 3)
            assert to != giver

    @rule(number=st.integers(0, 5), by=st.integers(0, 4))
    def take(self, number: int, by: int) -> None:
        rows = list(Handover.objects.order_by("pk"))
        if number >= len(rows):
            return
        before = self.stored()
        try:
            take_back(rows[number], by=self.everybody[by])
        except IllegalTransition:
            assert self.stored() == before
        else:
            assert by == 3 or self.everybody[by] == rows[number].giver == rows[number].by

    @invariant()
    def each_country_is_somebody_s_and_so_is_each_nomination(self) -> None:
        if not hasattr(self, "people"):
            return
        held = [code for user in self.people for code in attache_countries(user)]
        assert set(held) == {"NO", "SE", "FI"}
        owners = set(
            Nomination.objects.filter(pk__in=self.nominations).values_list("nominated_by", flat=True)
        )
        assert owners <= {user.pk for user in self.people}
        assert not Handover.objects.filter(state=HandoverState.UNDONE, undone_at=None).exists()


def test_any_order_of_handovers_keeps_countries_and_nominations() -> None:
    run_state_machine_as_test(
        Handing,
        settings=settings(
            max_examples=15,
            stateful_step_count=12,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_what_is_open_is_what_may_still_lead_somewhere() -> None:
    assert set(OPEN) == {NominationState.DRAFT, NominationState.SENT, NominationState.ACCEPTED}
