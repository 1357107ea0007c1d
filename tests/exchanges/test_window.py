"""Days that the opening does not offer are asked about once, and the answer is kept with the version."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.domain.editing import Refused
from accounts.models import User
from bases.models import Opening
from exchanges.domain.agreement import propose
from exchanges.window import differences
from tests.exchanges.staying import WHY, Stay, a_stay

pytestmark = pytest.mark.django_db
WINDOW = {
    "starts_from": date(2027, 3, 1),
    "starts_until": date(2027, 6, 30),
    "months_min": 3,
    "months_max": 6,
}
BEFORE, AFTER = "the arrival is before the first possible one", "the arrival is after the last possible one"
SHORT, LONG = "the stay is shorter than offered", "the stay is longer than offered"


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2027-03-01", "2027-05-31", []),  # three months to the day
        ("2027-03-01", "2027-05-29", []),  # 90 days are three months to many
        ("2027-06-30", "2027-12-31", []),
        ("2027-02-28", "2027-06-30", [BEFORE]),
        ("2027-07-01", "2027-12-31", [AFTER]),
        ("2027-03-01", "2027-05-01", [SHORT]),
        ("2027-03-01", "2027-09-30", [LONG]),
        ("2027-02-01", "2027-02-03", [BEFORE, SHORT]),
        ("2028-02-01", "2029-02-03", [AFTER, LONG]),
    ],
)
def test_arrival_and_length_are_compared_with_the_opening(first: str, last: str, found: list[str]) -> None:
    opening = Opening(**WINDOW)
    said = differences(opening, date.fromisoformat(first), date.fromisoformat(last))
    assert said.partition(": ")[2].rstrip(".").split("; ") == (found or [""])
    assert not found or "3 to 6 months" in said


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sent(stay: Stay, first: int, last: int, **others: Any) -> dict[str, Any]:
    terms = stay.terms(first, last)
    data = {name: getattr(terms, name) for name in terms.__dataclass_fields__}
    return {**data, "seen": stay.exchange.versions.count(), **others}


def offering(first: int, last: int) -> Stay:
    """Arrival within these days from today, for one to three months."""
    stay = a_stay(opening__months_min=1, opening__months_max=3)
    opening = stay.exchange.introduction.opening
    opening.starts_from, opening.starts_until = (stay.today + timedelta(days=days) for days in (first, last))
    opening.save()
    return stay


def test_days_as_offered_are_proposed_without_a_question() -> None:
    stay = offering(10, 40)
    at = reverse("exchanges:propose", args=[stay.exchange.pk])
    client = client_of(stay.host)
    assert "anyway" not in client.get(at).content.decode()
    assert client.post(at, sent(stay, 10, 70)).status_code == 302
    assert stay.exchange.versions.get().reason == ""


def test_other_days_come_back_as_a_question_and_its_answer_stands_with_the_version() -> None:
    stay = offering(10, 40)
    at = reverse("exchanges:propose", args=[stay.exchange.pk])
    client = client_of(stay.host)
    page = client.post(at, sent(stay, 5, 65))
    assert page.status_code == 200
    [said] = page.context["form"].errors["anyway"]
    assert BEFORE in said
    assert 'name="anyway"' in page.content.decode()
    assert not stay.exchange.versions.exists()

    page = client.post(at, sent(stay, 5, 65, anyway="on"))
    assert list(page.context["form"].errors) == ["reason"]
    assert not stay.exchange.versions.exists()

    why = "The beam is free in that week alone."
    assert client.post(at, sent(stay, 5, 65, anyway="on", reason=why)).status_code == 302
    version = stay.exchange.versions.get()
    assert (version.reason, version.reason_language) == (why, "en")
    read = client_of(stay.person).get(reverse("exchanges:sign", args=[stay.exchange.pk])).content.decode()
    assert BEFORE in read
    assert why in read
    stay.sign(version, by=stay.person)


def test_the_question_is_asked_in_chinese_too() -> None:
    stay = offering(10, 40)
    with override("zh-hans"):
        at = reverse("exchanges:propose", args=[stay.exchange.pk])
    page = client_of(stay.host).post(at, sent(stay, 5, 6))
    [said] = page.context["form"].errors["anyway"]
    assert "；" in said


def test_the_same_days_are_not_asked_about_again_and_nobody_says_the_words_of_another() -> None:
    stay = offering(10, 40)
    first = stay.propose(terms=stay.terms(0, 60))
    second = propose(stay.fresh(), stay.terms(0, 60, pay="More."), seen=1, by=stay.host)
    assert (second.reason, second.reason_language) == (first.reason, first.reason_language) != ("", "")
    third = propose(stay.fresh(), stay.terms(0, 60, pay="Most."), seen=2, by=stay.person)
    assert (third.reason, third.reason_language) == ("", "")
    own = {"reason": "Rents are high.", "language": "en"}
    fourth = propose(stay.fresh(), stay.terms(0, 60, pay="All."), seen=3, by=stay.person, **own)
    assert fourth.reason == fourth.exchange.events.last().reason == "Rents are high."
    with pytest.raises(Refused) as refused:
        propose(stay.fresh(), stay.terms(1, 60), seen=4, by=stay.host)
    assert refused.value.field == "anyway"


def test_a_change_is_asked_about_where_it_moves_the_days() -> None:
    stay = offering(0, 40)
    stay.arrive(0, 80)
    propose(stay.fresh(), stay.terms(0, 80, pay="More."), seen=1, by=stay.host, **WHY)
    with pytest.raises(Refused, match=LONG) as refused:
        propose(stay.fresh(), stay.terms(0, 120), seen=2, by=stay.host, **WHY)
    assert refused.value.field == "anyway"
    version = propose(stay.fresh(), stay.terms(0, 120), seen=2, by=stay.host, anyway=True, **WHY)
    assert version.reason == WHY["reason"]
