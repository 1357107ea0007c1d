"""A consent is withdrawn, and what two people began goes on: the person reads what that is and how each is ended."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.domain.consent import take_back
from accounts.models import Purpose
from exchanges.domain.cancelling import cancel
from introductions.domain.answering import accept_introduction
from matching.choices import Side
from matching.models import Exchange
from tests.exchanges.staying import WHY, Stay, a_stay
from tests.factories import IntroductionFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]


@pytest.fixture
def stay() -> Stay:
    stay = a_stay()
    stay.agree(5, 60)
    mail.outbox.clear()
    return stay


def client_of(stay: Stay) -> Client:
    client = Client()
    client.force_login(stay.person)
    return client


def test_the_page_names_the_stay_and_how_it_is_cancelled(stay: Stay) -> None:
    answer = client_of(stay).post("/en/me/consents/withdraw/", {"purpose": Purpose.MATCHING}, follow=True)
    page = answer.content.decode()
    assert "goes on: it stands below" in page
    assert f'href="/en/exchanges/{stay.exchange.pk}/"' in page
    assert stay.exchange.introduction.opening.label in page
    assert "You cancel it on its page, with a reason" in page


def test_the_receipt_names_it_in_the_language_of_the_person(stay: Stay) -> None:
    stay.person.language = "zh-hans"
    stay.person.save()
    take_back(stay.person, purpose=Purpose.INSTITUTIONS, by=stay.person)
    [letter] = [letter for letter in mail.outbox if letter.to == [stay.person.email]]
    assert f"/zh-hans/exchanges/{stay.exchange.pk}/" in letter.body
    assert "请在其页面上取消" in letter.body


def test_a_stay_under_way_is_ended_early() -> None:
    stay = a_stay()
    stay.arrive()
    page = client_of(stay).get("/en/me/consents/").content.decode()
    assert "You end it early on its page, with a reason." in page


def test_what_is_over_or_of_others_is_not_named(stay: Stay) -> None:
    other = a_stay()
    page = client_of(stay).get("/en/me/consents/").content.decode()
    assert f"/exchanges/{other.exchange.pk}/" not in page
    cancel(stay.fresh(), by=stay.person, **WHY)
    client = client_of(stay)
    assert "What goes on" not in client.get("/en/me/consents/").content.decode()
    answer = client.post("/en/me/consents/withdraw/", {"purpose": Purpose.MATCHING}, follow=True)
    assert "goes on: it stands below" not in answer.content.decode()
    assert not [letter for letter in mail.outbox if "nobody calls back" in letter.body]
    newcomer = Client()
    newcomer.force_login(UserFactory())
    assert "What goes on" not in newcomer.get("/en/me/consents/").content.decode()


def test_only_what_both_sides_agreed_to_is_said_to_go_on() -> None:
    offer = IntroductionFactory(ready=True)
    person = offer.profile.user
    assert person is not None
    accepted = IntroductionFactory(profile=offer.profile, host_accepted_at=timezone.now())
    accept_introduction(accepted, side=Side.PERSON, by=person)
    Exchange.objects.filter(introduction=accepted).delete()
    client = Client()
    client.force_login(person)
    page = client.get("/en/me/consents/").content.decode()
    assert f'href="/en/introductions/{accepted.pk}/"' in page
    assert f'href="/en/introductions/{offer.pk}/"' not in page


def test_the_page_asks_as_often_for_one_stay_as_for_three(stay: Stay) -> None:
    client = client_of(stay)
    counts = []
    for more in (0, 2):
        for number in range(more):
            a_stay(profile=stay.exchange.profile).agree(100 + 50 * number, 120 + 50 * number)
        client.get("/en/me/consents/")  # kinds of content are remembered
        with CaptureQueriesContext(connection) as queries:
            client.get("/en/me/consents/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
