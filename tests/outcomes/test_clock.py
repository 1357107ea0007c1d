"""Made when a stay ends; reminders and evaluations by the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from exchanges.signals import ended
from matching.choices import OutcomeState, Side
from matching.models import Exchange, Outcome
from notices.models import Notice
from outcomes.choices import OutcomeStep
from outcomes.deadlines import due_on
from outcomes.domain.evaluations import send_evaluation
from outcomes.tasks import open_evaluations, remind
from outcomes.turn import is_overdue, turn_of
from taxonomy.site_clock import end_of
from tests.factories import ExchangeFactory, OutcomeFactory
from tests.outcomes.conftest import SAID, reported, send, voices

pytestmark = pytest.mark.django_db
DUE = date(2026, 12, 20)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 11, 26, 2, tzinfo=UTC), tick=False) as moving:
        yield moving


def at(clock: time_machine.Traveller, day: date) -> None:
    clock.move_to(datetime(day.year, day.month, day.day, 2, tzinfo=UTC))


def test_the_end_of_a_stay_asks_both_sides_once(letters_go_at_once: None) -> None:
    exchange = ExchangeFactory(ready=True)
    probe = OutcomeFactory.build(exchange=exchange)
    who = voices(probe)
    for _ in range(2):
        ended.send(sender=Exchange, exchange=exchange, by=who[Side.HOST])
    outcome = Outcome.objects.get()
    assert outcome.state == OutcomeState.DUE
    assert [event.step for event in outcome.events.all()] == [OutcomeStep.BEGIN]
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(user.email for user in who.values())


@pytest.mark.parametrize(
    ("ends_on", "day"),
    [
        (date(2026, 11, 26), date(2026, 12, 26)),
        (date(2026, 11, 20), date(2026, 12, 20)),
        (date(2027, 3, 1), date(2026, 12, 26)),  # ended early
        (date(2026, 6, 1), date(2026, 12, 3)),  # noticed late: a week is left
        (None, date(2026, 12, 26)),
    ],
)
def test_reports_are_due_thirty_days_after_the_end(ends_on: date | None, day: date) -> None:
    assert due_on(ends_on, today=date(2026, 11, 26)) == day


def test_whoever_has_not_reported_is_reminded_before_and_after(
    clock: time_machine.Traveller, letters_go_at_once: None
) -> None:
    outcome = OutcomeFactory.create(due_on=DUE)
    send(outcome, Side.HOST)
    send_evaluation(outcome, side=Side.HOST, by=voices(outcome)[Side.HOST], **SAID)
    mail.outbox.clear()
    person = voices(outcome)[Side.PERSON]
    reminded = []
    for days in range(-20, 30):
        at(clock, DUE + timedelta(days=days))
        if remind():
            reminded.append(days)
        assert remind() == 0
    assert reminded == [-7, 1, 15]
    assert {letter.to[0] for letter in mail.outbox} == {person.email}
    assert [letter.subject.rpartition(": ")[2] for letter in mail.outbox] == [
        "your report is due soon",
        "your report is overdue",
        "your report is overdue",
    ]


def test_an_evaluation_is_somebodys_turn_until_its_days_have_passed(
    clock: time_machine.Traveller, letters_go_at_once: None
) -> None:
    outcome = reported(due_on=DUE)
    send_evaluation(outcome, side=Side.HOST, by=voices(outcome)[Side.HOST], **SAID)
    mail.outbox.clear()
    outcome.refresh_from_db()
    turn = turn_of(outcome, Side.PERSON)
    assert (turn.step, turn.whose, turn.by) == ("Your evaluation", "now", end_of(DUE))
    assert turn_of(outcome, Side.HOST).whose == ""
    reminded = []
    for days in range(-20, 30):
        at(clock, DUE + timedelta(days=days))
        if remind():
            reminded.append(days)
    assert reminded == [-7]
    [letter] = mail.outbox
    assert letter.to == [voices(outcome)[Side.PERSON].email]
    assert letter.subject.endswith(": say how it went")
    outcome = Outcome.objects.get()
    assert turn_of(outcome, Side.PERSON).whose == ""


def test_nobody_is_reminded_the_night_after_they_were_asked(clock: time_machine.Traveller) -> None:
    """A stay whose end was noticed late leaves a week to report."""
    start = date(2026, 11, 26)
    OutcomeFactory.create(due_on=due_on(date(2026, 6, 1), today=start))
    reminded = []
    for days in range(20):
        at(clock, start + timedelta(days=days))
        if remind():
            reminded.append(days)
    assert reminded == [8]


def test_a_report_is_overdue_the_day_after_and_still_taken(clock: time_machine.Traveller) -> None:
    outcome = OutcomeFactory.create(due_on=DUE)
    at(clock, DUE)
    assert not is_overdue(outcome)
    at(clock, DUE + timedelta(days=1))
    assert is_overdue(outcome)
    turn = turn_of(outcome, Side.HOST)
    assert (turn.whose, turn.by) == ("now", end_of(DUE))
    for side in Side:
        send(outcome, side)
    outcome.refresh_from_db()
    assert not is_overdue(outcome)
    assert turn_of(outcome, Side.HOST).whose == "", "the days for evaluations have passed"


def test_both_sides_are_told_once_when_evaluations_open_by_the_clock(clock: time_machine.Traveller) -> None:
    outcome = OutcomeFactory.create(due_on=DUE)
    send_evaluation(outcome, side=Side.HOST, by=voices(outcome)[Side.HOST], **SAID)
    OutcomeFactory.create(due_on=DUE)  # of which nobody said how it went
    at(clock, DUE)
    assert open_evaluations() == 0
    at(clock, DUE + timedelta(days=1))
    before = Notice.objects.count()
    assert open_evaluations() == 1
    assert open_evaluations() == 0
    assert Notice.objects.count() == before + 2


def test_whose_turn_it_is_with_the_story() -> None:
    outcome = reported()
    for side, user in voices(outcome).items():
        send_evaluation(outcome, side=side, by=user, **SAID)
    outcome.host_released_at = outcome.host_reported_at
    assert turn_of(outcome, Side.PERSON).whose == "now"
    assert turn_of(outcome, Side.HOST).whose == "wait"
    assert turn_of(outcome, None).whose == "wait"
