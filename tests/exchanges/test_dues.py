"""What is due, by when, and who is reminded: the clock is moved to each day."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail

from exchanges.choices import DueKind, Stage
from exchanges.domain import steps
from exchanges.domain.cancelling import cancel
from exchanges.domain.planning import tick
from exchanges.domain.reminding import remind_all
from exchanges.dues import dues_of
from exchanges.models import Reminder
from exchanges.tasks import remind
from matching.choices import Side
from notices.choices import Topic
from notices.models import Notice
from tests.exchanges.staying import WHY, Stay, a_stay

pytestmark = pytest.mark.django_db


def due(stay: Stay) -> dict[tuple[DueKind, Side], int]:
    """-> in how many days from now, at the base."""
    return {(one.kind, one.side): (one.by - stay.today).days for one in dues_of(stay.fresh())}


def tick_all(stay: Stay) -> None:
    for item in stay.exchange.checklist.all():
        item.exchange = stay.fresh()
        tick(item, done=True, by=getattr(stay, item.side))


def test_first_the_host_proposes_then_each_signs() -> None:
    stay = a_stay()
    assert due(stay) == {(DueKind.PROPOSE, Side.HOST): 14}
    version = stay.propose()
    assert due(stay) == {(DueKind.SIGN, Side.HOST): 14, (DueKind.SIGN, Side.PERSON): 14}
    stay.sign(version, by=stay.person)
    assert due(stay) == {(DueKind.SIGN, Side.HOST): 14}


def test_before_arrival() -> None:
    stay = a_stay(opening__kind="expert_visit")
    stay.agree(100, 200)
    assert due(stay) == {
        (DueKind.CHECK, Side.HOST): 40,
        (DueKind.CHECK, Side.PERSON): 40,
        (DueKind.DISCLOSE, Side.PERSON): 86,
        (DueKind.BEGIN, Side.HOST): 103,
    }


def test_whoever_agrees_late_has_a_week_but_no_longer_than_until_arrival() -> None:
    stay = a_stay(opening__kind="expert_visit")
    stay.agree(5, 200)
    assert due(stay)[DueKind.DISCLOSE, Side.PERSON] == 5
    later = a_stay(opening__kind="expert_visit")
    later.agree(20, 200)
    assert due(later)[DueKind.DISCLOSE, Side.PERSON] == 7


def test_at_the_base_the_middle_and_the_end() -> None:
    stay = a_stay()
    stay.arrive(0, 100)
    tick_all(stay)
    assert due(stay) == {
        (DueKind.MIDTERM, Side.HOST): 50,
        (DueKind.MIDTERM, Side.PERSON): 50,
        (DueKind.COMPLETE, Side.HOST): 114,
    }
    steps.write_midterm(stay.fresh(), by=stay.host, **WHY)
    assert (DueKind.MIDTERM, Side.HOST) not in due(stay)
    steps.interrupt(stay.fresh(), by=stay.host, **WHY)
    assert due(stay) == {(DueKind.RESUME, Side.HOST): 30, (DueKind.RESUME, Side.PERSON): 30}


def test_a_short_stay_has_no_middle() -> None:
    stay = a_stay()
    stay.arrive(0, 59)
    assert DueKind.MIDTERM not in {kind for kind, _ in due(stay)}


@pytest.mark.usefixtures("letters_go_at_once")
def test_each_side_is_reminded_once_before_and_once_after() -> None:
    stay = a_stay()
    stay.propose()
    start = stay.exchange.created_at
    Notice.objects.all().delete()
    mail.outbox.clear()
    sent: dict[int, int] = {}
    for day in (0, 6, 7, 7, 8, 14, 15, 15, 40):
        with time_machine.travel(start + timedelta(days=day)):
            sent[day] = sent.get(day, 0) + remind()
    assert sent == {0: 0, 6: 0, 7: 2, 8: 0, 14: 0, 15: 2, 40: 0}
    told = Notice.objects.filter(topic=Topic.REMINDERS)
    assert {notice.user for notice in told} == {stay.host, stay.person}
    assert len(mail.outbox) == 4
    assert "overdue" in mail.outbox[-1].subject
    assert stay.exchange.profile.name not in mail.outbox[0].subject
    stages = set(Reminder.objects.values_list("side", "stage"))
    assert stages == {(side, stage) for side in Side for stage in Stage}


@pytest.mark.usefixtures("letters_go_at_once")
def test_the_letter_about_what_nobody_signs_says_that_it_can_be_cancelled() -> None:
    stay = a_stay()
    stay.propose()
    for day, said in ((8, False), (15, True)):
        mail.outbox.clear()
        with time_machine.travel(stay.exchange.created_at + timedelta(days=day)):
            assert remind() == 2
        texts = [" ".join(str(letter.body).split()) for letter in mail.outbox]
        assert ["cancel the stay: the place is free again" in text for text in texts] == [said] * 2


def test_nobody_is_reminded_of_a_stay_that_is_over() -> None:
    stay = a_stay()
    stay.propose()
    cancel(stay.fresh(), by=stay.host, **WHY)
    with time_machine.travel(stay.exchange.created_at + timedelta(days=30)):
        assert remind_all() == 0


@pytest.mark.parametrize(("zone", "sent"), [("Pacific/Auckland", 0), ("America/Anchorage", 1)])
def test_the_day_begins_at_the_base(zone: str, sent: int) -> None:
    """It began on 10 March in Anchorage and on the 11th in Auckland, and a week before is a day earlier there."""
    with time_machine.travel("2027-03-10T12:00:00Z", tick=False):
        stay = a_stay(opening__deadline_zone="Etc/UTC")
        opening = stay.exchange.introduction.opening
        opening.deadline_zone = zone
        opening.save()
    with time_machine.travel("2027-03-17T09:00:00Z", tick=False):
        assert remind_all() == sent
