"""From arrival to the end, and what others hear of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from accounts.domain.editing import Refused
from accounts.domain.errors import NotTheirStep, ReasonMissing
from exchanges import signals
from exchanges.choices import LetterKind
from exchanges.domain import steps
from exchanges.domain.cancelling import cancel
from exchanges.domain.errors import (
    AlreadyWritten,
    DayRefused,
    NotDisclosed,
    StayHasBegun,
    StepNotNow,
    TooLong,
)
from exchanges.domain.planning import add_milestone, plan_exchange
from introductions import signals as introductions
from matching.choices import ExchangeState, IntroductionState
from matching.models import Exchange, Introduction
from tests.exchanges.staying import WHY, a_stay
from tests.factories import IntroductionFactory, OfficerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard() -> Iterator[list[tuple[str, Any]]]:
    told: list[tuple[str, Any]] = []

    def begun(exchange: Exchange, by: Any, **rest: Any) -> None:
        told.append(("begun", by))

    def ended(exchange: Exchange, by: Any, **rest: Any) -> None:
        told.append((f"ended {exchange.state}", by))

    signals.begun.connect(begun)
    signals.ended.connect(ended)
    yield told
    signals.begun.disconnect(begun)
    signals.ended.disconnect(ended)


def test_an_accepted_introduction_is_the_beginning_of_one_stay() -> None:
    introduction = IntroductionFactory.create(ready=True, opening__kind="young_12")
    for _ in range(2):
        introductions.accepted.send(sender=Introduction, introduction=introduction, by=OfficerFactory())
    exchange = Exchange.objects.get(introduction=introduction)
    assert exchange.state == ExchangeState.PLANNED
    assert [event.step for event in exchange.events.all()] == ["plan"]
    items = {row.item: row.side for row in exchange.checklist.all()}
    assert (items["papers"], items["visa"], items["bank"]) == ("host", "person", "person")
    assert "timetable" not in items


def test_nobody_arrives_before_their_home_institution_knows() -> None:
    stay = a_stay()
    stay.agree()
    with pytest.raises(NotDisclosed):
        steps.begin(stay.fresh(), by=stay.host, day=stay.today)
    with pytest.raises(NotTheirStep, match="Only the person"):
        steps.disclose(stay.fresh(), by=stay.host, day=stay.today)
    with pytest.raises(DayRefused, match="still to come"):
        steps.disclose(stay.fresh(), by=stay.person, day=stay.today + timedelta(days=1))
    steps.disclose(stay.fresh(), by=stay.person, day=stay.today - timedelta(days=9))
    steps.begin(stay.fresh(), by=stay.host, day=stay.today)
    assert stay.fresh().state == ExchangeState.UNDER_WAY


@pytest.mark.parametrize(("day", "words"), [(-1, "agreed days are"), (1, "still to come")])
def test_arrival_is_on_an_agreed_day_that_has_come(day: int, words: str) -> None:
    stay = a_stay()
    stay.agree()
    steps.disclose(stay.fresh(), by=stay.person, day=stay.today)
    with pytest.raises(DayRefused, match=words):
        steps.begin(stay.fresh(), by=stay.host, day=stay.today + timedelta(days=day))


def test_the_host_confirms_the_arrival() -> None:
    stay = a_stay()
    stay.agree()
    steps.disclose(stay.fresh(), by=stay.person, day=stay.today)
    with pytest.raises(NotTheirStep, match="of the institution"):
        steps.begin(stay.fresh(), by=stay.person, day=stay.today)


def test_interrupted_resumed_and_completed_on_the_last_day(heard: list[Any]) -> None:
    stay = a_stay()
    stay.arrive(0, 90)
    steps.interrupt(stay.fresh(), by=stay.person, **WHY)
    with pytest.raises(StepNotNow):
        steps.complete(stay.fresh(), by=stay.host)
    steps.resume(stay.fresh(), by=stay.host)
    with pytest.raises(DayRefused, match="runs until"):
        steps.complete(stay.fresh(), by=stay.host)
    with time_machine.travel(stay.fresh().created_at + timedelta(days=91)):
        steps.complete(stay.fresh(), by=stay.host)
    row = stay.fresh()
    assert row.state == ExchangeState.COMPLETED
    assert row.events.last().day == row.ends_on  # type: ignore[union-attr]
    assert heard == [("begun", stay.host), ("ended completed", stay.host)]


def test_ended_early_with_a_reason_and_a_last_day(heard: list[Any]) -> None:
    stay = a_stay()
    stay.arrive()
    with pytest.raises(ReasonMissing):
        steps.end_early(stay.fresh(), by=stay.person, day=stay.today, reason=" ", language="en")
    with pytest.raises(DayRefused, match="not before the arrival"):
        steps.end_early(stay.fresh(), by=stay.person, day=stay.today - timedelta(days=1), **WHY)
    steps.end_early(stay.fresh(), by=stay.person, day=stay.today, **WHY)
    row = stay.fresh()
    assert (row.state, row.reason) == (ExchangeState.ENDED_EARLY, WHY["reason"])
    assert heard[-1] == ("ended ended_early", stay.person)
    assert [letter.kind for letter in row.letters.filter(revoked_at=None)] == [LetterKind.SERVED]


def test_a_reason_as_long_as_a_book_is_refused_with_its_length() -> None:
    stay = a_stay()
    with pytest.raises(TooLong, match="4,001 characters, and at most 4,000"):
        cancel(stay.fresh(), by=stay.host, reason="x" * 4001, language="en")
    assert stay.fresh().state == ExchangeState.PLANNED


def test_each_side_writes_one_mid_term_note() -> None:
    stay = a_stay()
    stay.arrive()
    for user in (stay.host, stay.person):
        steps.write_midterm(stay.fresh(), by=user, **WHY)
        with pytest.raises(AlreadyWritten):
            steps.write_midterm(stay.fresh(), by=user, **WHY)


@pytest.mark.parametrize("agreed", [False, True])
@pytest.mark.parametrize("by", ["host", "person"])
def test_cancelled_before_arrival_the_place_is_free_again(agreed: bool, by: str) -> None:
    stay = a_stay()
    if agreed:
        stay.agree()
    cancel(stay.fresh(), by=getattr(stay, by), **WHY)
    row = stay.fresh()
    assert (row.state, row.reason) == (ExchangeState.CANCELLED, WHY["reason"])
    assert row.introduction.state == IntroductionState.WITHDRAWN
    assert not row.letters.filter(revoked_at=None).exists()


def test_an_introduction_that_is_withdrawn_cancels_the_stay() -> None:
    stay = a_stay()
    stay.agree()
    introduction = stay.fresh().introduction
    introductions.ended.send(sender=Introduction, introduction=introduction, by=stay.person)
    assert stay.fresh().state == ExchangeState.CANCELLED
    introductions.ended.send(sender=Introduction, introduction=introduction, by=stay.person)


def test_after_arrival_the_introduction_stands() -> None:
    stay = a_stay()
    stay.arrive()
    with pytest.raises(StayHasBegun, match="end it early"):
        introductions.ended.send(sender=Introduction, introduction=stay.fresh().introduction, by=stay.person)
    with pytest.raises(StepNotNow):
        cancel(stay.fresh(), by=stay.host, **WHY)


def test_planned_twice_it_is_one_stay() -> None:
    stay = a_stay()
    assert plan_exchange(stay.exchange.introduction, by=None) == stay.exchange
    assert stay.exchange.events.count() == 1


def test_letters_name_whoever_signed_whatever_the_profile_is_called_later() -> None:
    stay = a_stay()
    stay.arrive()
    signed = stay.exchange.introduction.profile.name
    type(stay.exchange.introduction.profile).objects.filter(pk=stay.exchange.profile_id).update(
        name="Somebody Else"
    )
    row = stay.fresh()
    stay.exchange.introduction.opening.texts.update(title="The title, mended")
    assert row.ends_on
    with time_machine.travel(timezone.now() + (row.ends_on - stay.today)):
        steps.complete(stay.fresh(), by=stay.host)
    letters = stay.fresh().letters.all()
    assert {letter.name for letter in letters} == {signed}
    assert not letters.exclude(revoked_at=None).exists(), "a mended title makes no letter worse"


def test_a_certificate_holds_the_agreed_days() -> None:
    stay = a_stay()
    stay.arrive(0, 40)
    with time_machine.travel(timezone.now() + timedelta(days=110)):
        for day in (stay.today - timedelta(days=110), stay.today):
            with pytest.raises(DayRefused):
                steps.complete(stay.fresh(), by=stay.host, day=day)
        assert steps.complete(stay.fresh(), by=stay.host).state == ExchangeState.COMPLETED


def test_a_first_day_is_not_moved_once_the_stay_has_begun() -> None:
    stay = a_stay()
    stay.agree(0, 60)
    version = stay.propose(by=stay.host, terms=stay.terms(20, 80), **WHY)
    steps.disclose(stay.fresh(), by=stay.person, day=stay.today)
    steps.begin(stay.fresh(), by=stay.host, day=stay.today)
    with pytest.raises(DayRefused, match="first day"):
        stay.sign(version, by=stay.person)


@pytest.mark.parametrize("day", [date(1, 1, 5), date(9999, 12, 31)])
def test_a_milestone_beyond_all_measure_is_refused(day: date) -> None:
    stay = a_stay()
    with pytest.raises(Refused):
        add_milestone(stay.fresh(), title="The end", language="en", due_on=day, by=stay.host)
