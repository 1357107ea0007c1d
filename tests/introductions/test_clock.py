"""Reminders after 7 and 14 days, the end after 21; whatever the zone of who reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from accounts.domain.consent import withdraw_consent
from accounts.models import Purpose
from introductions.domain import clock
from introductions.domain.clock import look_after_all
from introductions.models import IntroductionEvent
from matching.choices import IntroductionState
from tests.factories import IntroductionFactory
from tests.introductions.people import Both, invited, met

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]


def test_whose_turn_it_is_is_reminded_twice_then_it_ends() -> None:
    begun = timezone.now()
    pair = Both(IntroductionFactory(host_accepted_at=begun, answer_due=begun + timedelta(days=21)))
    told = []
    for day in (6, 7, 8, 14, 15, 20, 21, 22):
        mail.outbox.clear()
        with time_machine.travel(begun + timedelta(days=day, minutes=1)):
            look_after_all()
            look_after_all()
        told.append((day, [letter.to[0] for letter in mail.outbox]))
    person, host = pair.person.email, pair.host
    assert host.email not in str(told[:-2])
    assert [day for day, letters in told if letters] == [7, 14, 21]
    assert told[1][1] == [person]
    assert pair.fresh.state == IntroductionState.EXPIRED
    steps = IntroductionEvent.objects.filter(introduction=pair.introduction).values_list("step", "side")
    assert list(steps) == [("remind", "platform"), ("remind", "platform"), ("expire", "platform")]


def test_what_was_answered_is_left_alone() -> None:
    pair = met()
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        look_after_all()
    assert pair.fresh.state == IntroductionState.ACCEPTED
    assert mail.outbox == []


@pytest.mark.parametrize("purpose", [Purpose.MATCHING, Purpose.INSTITUTIONS])
def test_a_consent_taken_back_ends_what_waits_at_once(purpose: Purpose) -> None:
    pair, agreed = invited(), met()
    withdraw_consent(pair.person, purpose=purpose, by=pair.person)
    withdraw_consent(agreed.person, purpose=purpose, by=agreed.person)
    assert pair.fresh.state == IntroductionState.WITHDRAWN
    assert agreed.fresh.state == IntroductionState.ACCEPTED  # both said yes: withdrawn by a step of its own


def test_one_that_fails_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [IntroductionFactory(answer_due=timezone.now()) for _ in range(3)]
    expire = clock.expire

    def failing(pk: int) -> None:
        if pk == rows[0].pk:
            raise RuntimeError("planted")
        expire(pk)

    monkeypatch.setattr(clock, "expire", failing)
    with pytest.raises(RuntimeError, match="planted"):
        look_after_all()
    states = [Both(row).fresh.state for row in rows]
    assert states == ["offered", "expired", "expired"]


def test_after_an_outage_one_reminder_goes_out_and_not_two() -> None:
    begun = timezone.now()
    pair = Both(IntroductionFactory(host_accepted_at=begun, answer_due=begun + timedelta(days=21)))
    for minutes in (1, 61):
        with time_machine.travel(begun + timedelta(days=15, minutes=minutes)):
            look_after_all()
    assert [letter.to[0] for letter in mail.outbox] == [pair.person.email]
