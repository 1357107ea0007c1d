"""Stays by month, and as iCalendar at a private address."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from exchanges.domain import feeds
from exchanges.domain.cancelling import cancel
from tests.exchanges.staying import WHY, Stay, a_stay
from tests.factories import StaffMembershipFactory

pytestmark = pytest.mark.django_db


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def feed_of(user: Any, slug: str = "") -> Any:
    feeds.open_address(user)
    token = feeds.token_of(user)
    name, rest = ("base_feed", [token, slug]) if slug else ("feed", [token])
    return Client().get(reverse(f"exchanges:{name}", args=rest))


def month(stay: Stay) -> str:
    return f"{reverse('exchanges:calendar')}?month={stay.today:%Y-%m}"


def test_the_host_sees_who_comes_when_by_base_and_by_person() -> None:
    stay = a_stay(profile__name="Marit Solvang")
    stay.agree(0, 90)
    other = a_stay(
        opening__institution=stay.exchange.introduction.opening.institution, profile__name="Ada Holm"
    )
    other.host = stay.host
    other.agree(0, 90)
    client = client_of(stay.host)
    both = client.get(month(stay)).content.decode()
    assert "Marit Solvang" in both
    assert "Ada Holm" in both
    base = stay.exchange.introduction.opening.base
    assert base is not None
    page = client.get(f"{month(stay)}&base={base.slug}").context["month"]
    assert [span.label for span in page.spans] == ["Marit Solvang"]
    page = client.get(f"{month(stay)}&person={other.exchange.profile_id}").context["month"]
    assert [span.label for span in page.spans] == ["Ada Holm"]
    for nonsense in ("&person=x", "&person=99999999999999999999", "&base=' OR 1", "&month=x"):
        assert client.get(month(stay) + nonsense).status_code == 200


def test_the_person_sees_their_own_and_nobody_elses() -> None:
    stay, other = a_stay(), a_stay(profile__name="Ada Holm")
    stay.agree(0, 90)
    other.agree(0, 90)
    page = client_of(stay.person).get(month(stay))
    assert [span.address for span in page.context["month"].spans] == [
        reverse("exchanges:exchange", args=[stay.exchange.pk])
    ]


def test_a_calendar_names_openings_and_nobody() -> None:
    stay = a_stay(profile__name="Marit Solvang")
    stay.agree(10, 40)
    for answer in (feed_of(stay.host), feed_of(stay.person)):
        assert answer["Content-Type"].startswith("text/calendar")
        assert b"Solvang" not in answer.content
        (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
        assert event["DTSTART"].dt == stay.fresh().starts_on
        assert event["TRANSP"] == "OPAQUE"
        assert str(event["SUMMARY"]) == stay.exchange.introduction.opening.label


def test_proposed_days_are_not_yet_busy_and_cancelled_ones_are_gone() -> None:
    stay = a_stay()
    stay.propose()
    (event,) = Calendar.from_ical(feed_of(stay.person).content).walk("VEVENT")
    assert event["TRANSP"] == "TRANSPARENT"
    cancel(stay.fresh(), by=stay.host, **WHY)
    assert not Calendar.from_ical(feed_of(stay.person).content).walk("VEVENT")


def test_a_base_has_a_calendar_of_its_own_as_long_as_one_is_of_its_team() -> None:
    stay = a_stay()
    stay.agree(10, 40)
    base = stay.exchange.introduction.opening.base
    assert base is not None
    assert len(Calendar.from_ical(feed_of(stay.host, base.slug).content).walk("VEVENT")) == 1
    stay.host.staff_memberships.all().delete()
    token = feeds.token_of(stay.host)
    assert Client().get(reverse("exchanges:base_feed", args=[token, base.slug])).status_code == 404
    assert not Calendar.from_ical(Client().get(reverse("exchanges:feed", args=[token])).content).walk(
        "VEVENT"
    )
    assert feed_of(StaffMembershipFactory().user, base.slug).status_code == 404


def test_an_address_can_be_changed_and_closed() -> None:
    stay = a_stay()
    client, made = client_of(stay.person), reverse("exchanges:calendar_address")
    client.post(made)
    first = feeds.token_of(stay.person)
    client.post(made)
    second = feeds.token_of(stay.person)
    assert Client().get(reverse("exchanges:feed", args=[first])).status_code == 404
    assert Client().get(reverse("exchanges:feed", args=[second])).status_code == 200
    client.post(made, {"step": "close"})
    assert Client().get(reverse("exchanges:feed", args=[second])).status_code == 404
    assert Client().get(reverse("exchanges:feed", args=["nonsense"])).status_code == 404
