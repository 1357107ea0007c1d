"""Whose turn it is, what is to come with its days, and what a letter says of both."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.turns import Turn
from exchanges.domain import steps
from exchanges.domain.planning import add_milestone, mark_milestone
from exchanges.rows import find
from exchanges.turn import turn_of
from matching.choices import Side
from talentbridge.templatetags.look import day as written
from tests.exchanges.staying import WHY, Stay, a_stay

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]


def turn(stay: Stay, side: Side, *, on: int = 0) -> Turn:
    """`on`: so many days from now."""
    with time_machine.travel(stay.exchange.created_at + timedelta(days=on)):
        return turn_of(find(stay.exchange.pk, reader=getattr(stay, side)), side)


def letters_to(stay: Stay, side: Side) -> str:
    to = [getattr(stay, side).email]
    return "\n".join(letter.body for letter in mail.outbox if letter.to == to)


def page(stay: Stay, side: Side) -> str:
    client = Client()
    client.force_login(getattr(stay, side))
    return client.get(reverse("exchanges:exchange", args=[stay.exchange.pk])).content.decode()


def test_what_is_to_come_stands_with_its_days() -> None:
    stay = a_stay(opening__kind="expert_visit")
    stay.agree(5, 105)
    add_milestone(
        stay.fresh(), title="First light", language="en", due_on=stay.today + timedelta(days=30), by=stay.host
    )
    later = [(one.title, (one.day - stay.today).days) for one in turn(stay, Side.HOST).later]
    assert later == [
        ("Arrival", 5),
        ("Milestone", 30),
        ("Mid-term notes of both sides", 55),
        ("Last day of the stay", 105),
        ("Reports and evaluations", 135),
    ]
    html = page(stay, Side.PERSON)
    for title, days in later:
        assert title in html
        assert written(stay.today + timedelta(days=days)) in html
    assert html.count("First light") > html.count("Mark as reached")  # in the timeline too


def test_what_is_over_is_not_to_come() -> None:
    stay = a_stay()
    stay.arrive(0, 100)
    row = add_milestone(stay.fresh(), title="First light", language="en", due_on=stay.today, by=stay.host)
    row.exchange = stay.fresh()
    mark_milestone(row, done=True, by=stay.host)
    for by in (stay.host, stay.person):
        steps.write_midterm(stay.fresh(), by=by, **WHY)
    titles = [one.title for one in turn(stay, Side.HOST).later]
    assert titles == ["Last day of the stay", "Reports and evaluations"]


def test_an_unticked_box_hides_no_step() -> None:
    stay = a_stay(opening__kind="expert_visit")
    stay.agree(0, 100)
    steps.disclose(stay.fresh(), by=stay.person, day=stay.today)
    arriving = turn(stay, Side.HOST, on=8)
    assert (arriving.step, arriving.whose) == ("Confirm the arrival", "now")
    assert arriving.beside[0].startswith(
        "Overdue on your list: Send the papers that the visa application needs"
    )
    waiting = turn(stay, Side.PERSON, on=8)
    assert (waiting.step, waiting.whose) == ("Confirm the arrival", "wait")
    assert "Visa for the purpose" in waiting.beside[0]
    steps.begin(stay.fresh(), by=stay.host, day=stay.today)
    assert turn(stay, Side.HOST, on=45).step == "Write the mid-term note"
    assert turn(stay, Side.HOST, on=101).step == "Write the mid-term note"
    for by in (stay.host, stay.person):
        steps.write_midterm(stay.fresh(), by=by, **WHY)
    assert turn(stay, Side.HOST, on=101).step == "Complete the stay"
    assert turn(stay, Side.PERSON, on=101).step == "Complete the stay"


def test_a_place_that_nobody_takes_is_not_kept_without_a_word() -> None:
    stay = a_stay()
    stay.propose()
    for side in Side:
        assert turn(stay, side, on=14).beside == ()
        assert "cancel the stay: the place is free again" in turn(stay, side, on=15).beside[0]


def test_a_box_in_time_is_a_turn() -> None:
    stay = a_stay(opening__kind="expert_visit")
    stay.agree(100, 200)
    steps.disclose(stay.fresh(), by=stay.person, day=stay.today)
    mine = turn(stay, Side.HOST)
    assert (mine.whose, mine.beside) == ("now", ())
    assert mine.step.startswith("Tick off")


def test_the_desk_names_the_step_before_the_box() -> None:
    stay = a_stay(opening__kind="expert_visit")
    stay.agree(0, 100)
    steps.disclose(stay.fresh(), by=stay.person, day=stay.today)
    client = Client()
    client.force_login(stay.host)
    with time_machine.travel(stay.exchange.created_at + timedelta(days=8)):
        desk = client.get(reverse("matching:desk")).content.decode()
    assert "Confirm the arrival" in desk
    assert "Tick off what has to be done" not in desk  # it stands beside the step, on the page


def test_a_letter_says_whose_turn_it_is_and_by_when() -> None:
    stay = a_stay()
    stay.propose()
    body = letters_to(stay, Side.PERSON)
    assert "It is your turn. An agreement waits for your signature." in body
    with override("en"):
        assert f"By {written(stay.today + timedelta(days=14))}, 23:59" in body
    assert "void" not in body


def test_a_first_proposal_makes_nothing_void_and_a_second_says_what() -> None:
    stay = a_stay()
    first = stay.propose()
    stay.sign(first, by=stay.person)
    mail.outbox.clear()
    stay.propose(terms=stay.terms(1, 91))
    assert "Signatures under version 1, whose place it takes, are void." in letters_to(stay, Side.PERSON)


def test_a_change_of_what_is_in_force_makes_no_signature_void() -> None:
    stay = a_stay()
    stay.agree()
    mail.outbox.clear()
    stay.propose(terms=stay.terms(0, 120), **WHY)
    body = letters_to(stay, Side.PERSON)
    assert "void" not in body
    assert "The agreement in force holds, with its signatures, until both sides have signed this one." in body


def test_each_side_and_language_reads_its_own_turn() -> None:
    stay = a_stay()
    stay.host.language = "zh-hans"
    stay.host.save()
    stay.agree(20, 110)
    mail.outbox.clear()
    steps.disclose(stay.fresh(), by=stay.person, day=stay.today)
    body = letters_to(stay, Side.HOST)
    assert "轮到你了。" in body
    assert "（访问人员）。" in body
    assert "截止" in body


def test_what_is_done_and_what_is_open_look_different() -> None:
    stay = a_stay()
    stay.agree(100, 200)
    html = page(stay, Side.PERSON)
    assert ">Mark as done<" in html
    assert ">Done<" not in html
    assert "open · by " in html


def test_an_early_end_names_the_confirmation_only_where_there_is_one() -> None:
    stay = a_stay()
    stay.arrive()
    mail.outbox.clear()
    steps.end_early(stay.fresh(), by=stay.host, day=stay.today, **WHY)
    promise = "a confirmation of its days is among the letters"
    assert promise in " ".join(letters_to(stay, Side.PERSON).split())
    assert promise in page(stay, Side.PERSON)
    stay.exchange.letters.all().delete()  # stays that ended before there was such a paper have none
    assert "The stay ended early." in page(stay, Side.PERSON)
    assert promise not in page(stay, Side.PERSON)


def test_who_only_looks_on_is_not_told_to_cancel() -> None:
    stay = a_stay()
    with time_machine.travel(stay.exchange.created_at + timedelta(days=90)):
        row = find(stay.exchange.pk, reader=stay.host)
        said = {side: " ".join(turn_of(row, side).beside) for side in (Side.HOST, Side.PERSON, None)}
    assert "cancel the stay" in said[Side.HOST]
    assert "cancel the stay" in said[Side.PERSON]
    assert said[None] == ""
