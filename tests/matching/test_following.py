"""What people follow: only what everybody may see, read anew each time, and nobody else's business."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.domain.consent import withdraw_consent
from accounts.models import AuditEvent, Purpose, User
from bases.choices import BaseStatus, InstitutionKind, NationalityRule
from experts.choices import Audience, Section
from experts.domain.profiles import hide_profile
from experts.models import Profile
from matching.digests import send_due
from matching.domain import following
from matching.models import Follow
from tests.factories import (
    BaseFactory,
    FeaturedProfileFactory,
    FollowFactory,
    InstitutionFactory,
    MatchableProfileFactory,
    OpenOpeningFactory,
    PublicationFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]
Letters = list[EmailMultiAlternatives]


def reader(**what: Any) -> User:
    """Somebody with a daily letter, who follows `what`."""
    user = UserFactory(digest="daily")
    FollowFactory(user=user, **({"field_id": None} | what))
    return user


def opening(title: str, **fields: Any) -> None:
    OpenOpeningFactory(text__title=title, published_at=timezone.now() - timedelta(hours=1), **fields)


def letter_of(mailoutbox: Letters) -> str:
    send_due(timezone.now())
    return str(mailoutbox[-1].body) if mailoutbox else ""


def test_a_letter_tells_of_new_openings_in_a_field(mailoutbox: Letters) -> None:
    reader(field_id="energy")
    opening("Tungsten walls", fields=["energy"])
    opening("Rice", fields=["agriculture"])
    body = letter_of(mailoutbox)
    assert mailoutbox[0].subject == "1 new entry in what you search and follow"
    assert "Tungsten walls" in body
    assert "Rice" not in body


def test_a_letter_tells_of_new_openings_of_a_country_and_for_its_nationals(mailoutbox: Letters) -> None:
    reader(country="KE")
    host = InstitutionFactory(kind=InstitutionKind.INTERNATIONAL, country="KE", province="")
    opening("Hosted there", base=None, institution=host, kind="international_post")
    opening("For its people", nationality_rule=NationalityRule.ONLY, nationalities=["KE", "NO"])
    opening("For all but them", nationality_rule=NationalityRule.EXCEPT, nationalities=["KE"])
    opening("For anybody")
    body = letter_of(mailoutbox)
    assert [title for title in ("Hosted there", "For its people") if title not in body] == []
    assert [title for title in ("For all but them", "For anybody") if title in body] == []


def test_a_letter_tells_of_new_openings_at_a_base(mailoutbox: Letters) -> None:
    base = BaseFactory(status=BaseStatus.RECOGNISED)
    reader(base=base)
    opening("At the base", base=base)
    opening("Elsewhere")
    body = letter_of(mailoutbox)
    assert "At the base" in body
    assert "Elsewhere" not in body


def test_what_a_saved_search_told_is_not_told_again(mailoutbox: Letters) -> None:
    user = reader(field_id="energy")
    user.saved_searches.create(name="All", query="")
    opening("Tungsten walls", fields=["energy"])
    assert letter_of(mailoutbox).count("Tungsten walls") == 1
    assert mailoutbox[0].subject == "1 new opening for your searches"


def test_a_letter_tells_of_new_publications_of_a_person(mailoutbox: Letters) -> None:
    person = FeaturedProfileFactory(name="Ada Fjord")
    PublicationFactory(profile=person, title="An old one", added_at=timezone.now() - timedelta(days=30))
    reader(person=person)
    PublicationFactory(profile=person, title="A new one", doi="10.1/new")
    body = letter_of(mailoutbox)
    assert "Ada Fjord: A new one" in body
    assert "https://doi.org/10.1/new" in body
    assert "An old one" not in body


def leave_the_public(person: Profile) -> None:
    withdraw_consent(person.user, purpose=Purpose.FEATURED, by=person.user)


def leave_the_pool(person: Profile) -> None:
    withdraw_consent(person.user, purpose=Purpose.MATCHING, by=person.user)


def hide(person: Profile) -> None:
    hide_profile(person, by=person.user)


def close_the_name(person: Profile) -> None:
    person.visibility.filter(section=Section.NAME).update(audience=Audience.INSTITUTIONS)


@pytest.mark.parametrize("leave", [leave_the_public, leave_the_pool, hide, close_the_name])
def test_who_is_no_longer_shown_to_everyone_vanishes_at_once(
    leave: Any, client: Client, mailoutbox: Letters
) -> None:
    person = FeaturedProfileFactory(name="Ada Fjord")
    user = reader(person=person)
    PublicationFactory(profile=person, title="A new one")
    following.open_feed(user)
    feed = f"/en/following/{following.feed_token(user)}/feed.atom"
    client.force_login(user)
    assert "A new one" in client.get(feed).content.decode()
    assert "Ada Fjord" in client.get("/en/me/following/").content.decode()
    leave(person)
    assert "A new one" not in client.get(feed).content.decode()
    assert "Ada Fjord" not in client.get("/en/me/following/").content.decode()
    assert client.get(f"/en/me/following/person/{person.pk}/").status_code == 404
    assert letter_of(mailoutbox) == ""


def test_publications_that_are_no_longer_public_vanish_while_the_person_stays(
    client: Client, mailoutbox: Letters
) -> None:
    person = FeaturedProfileFactory(name="Ada Fjord")
    user = reader(person=person)
    PublicationFactory(profile=person, title="A new one")
    person.visibility.filter(section=Section.PUBLICATIONS).delete()  # the default: institutions alone
    client.force_login(user)
    assert "Ada Fjord" in client.get("/en/me/following/").content.decode()
    assert letter_of(mailoutbox) == ""


def test_following_by_a_click_stopping_and_undoing(client: Client) -> None:
    user = UserFactory()
    client.force_login(user)
    address = "/en/me/following/field/energy/"
    client.post(address)
    client.post(address)  # twice is once
    assert [subject.key for subject in following.followed(user)] == ["energy"]
    answer = client.post(address, {"step": "stop"}, follow=True)
    assert "Undo" in answer.content.decode()
    assert following.followed(user) == []
    client.post(address)
    assert [subject.key for subject in following.followed(user)] == ["energy"]
    assert not AuditEvent.objects.exists()  # who follows what is not written down


def test_the_button_leads_back_to_its_page_and_nowhere_else(client: Client) -> None:
    client.force_login(UserFactory())
    address = "/en/me/following/field/energy/"
    assert client.post(address, {"back": "/en/bases/"})["Location"] == "/en/bases/"
    assert client.post(address, {"back": "https://evil.example/"})["Location"] == "/en/me/following/"


def test_a_visitor_comes_to_the_button_through_the_log_in(client: Client) -> None:
    base = BaseFactory(status=BaseStatus.RECOGNISED)
    page = client.get(f"/en/bases/{base.slug}/").content.decode()
    address = f"/en/me/following/base/{base.slug}/"
    assert f'href="{address}"' in page
    assert client.get(address)["Location"].endswith(f"?next={address}")
    user = UserFactory()
    client.force_login(user)
    assert "Follow" in client.get(address).content.decode()
    assert f'action="{address}"' in client.get(f"/en/bases/{base.slug}/").content.decode()


@pytest.mark.parametrize(
    "path", ["field/alchemy", "country/XX", "base/none", "person/0", "person/x", "moon/energy"]
)
def test_what_is_not_there_cannot_be_followed(path: str, client: Client) -> None:
    client.force_login(UserFactory())
    assert client.post(f"/en/me/following/{path}/").status_code == 404


def test_who_is_not_public_cannot_be_followed_nor_told_from_nobody(client: Client) -> None:
    client.force_login(UserFactory())
    assert client.post(f"/en/me/following/person/{MatchableProfileFactory().pk}/").status_code == 404
    assert not Follow.objects.exists()


def test_the_limit_says_what_to_do(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "MOST", 1)
    client.force_login(reader(country="NO"))
    answer = client.post("/en/me/following/field/energy/", follow=True)
    assert "stop following something first" in answer.content.decode()
    assert Follow.objects.count() == 1


def test_the_private_feed_has_openings_and_publications_and_dies_with_its_address(client: Client) -> None:
    person = FeaturedProfileFactory(name="Ada Fjord")
    user = reader(person=person)
    FollowFactory(user=user)
    opening("Tungsten walls", fields=["energy"])
    PublicationFactory(profile=person, title="A new one")
    client.force_login(user)
    client.post("/en/me/following/feed/")
    page = client.get("/en/me/following/").content.decode()
    found = re.search(r"/en/following/[^/]+/feed\.atom", page)
    assert found
    answer = Client().get(found[0])  # a reader is not logged in
    assert [entry.title for entry in feedparser.parse(answer.content).entries] == [
        "A new one",
        "Tungsten walls",
    ]
    assert "private" in answer["Cache-Control"]
    client.post("/en/me/following/feed/")
    assert Client().get(found[0]).status_code == 404
    client.post("/en/me/following/feed/", {"step": "close"})
    assert "feed.atom" not in client.get("/en/me/following/").content.decode()


def test_the_feed_of_an_account_that_is_closed_is_gone(client: Client) -> None:
    user = UserFactory()
    following.open_feed(user)
    address = f"/en/following/{following.feed_token(user)}/feed.atom"
    assert client.get(address).status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get(address).status_code == 404


def test_the_list_and_the_feed_ask_as_often_for_many_as_for_one(client: Client) -> None:
    user = UserFactory(digest="daily")
    following.open_feed(user)
    client.force_login(user)
    feed = f"/en/following/{following.feed_token(user)}/feed.atom"

    def more(number: int) -> None:
        for _ in range(number):
            person = FeaturedProfileFactory()
            PublicationFactory(profile=person)
            base = BaseFactory(status=BaseStatus.RECOGNISED)
            opening("At a base", base=base)
            FollowFactory(user=user, field_id=None, person=person)
            FollowFactory(user=user, field_id=None, base=base)

    def asked(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        return len(queries)

    more(1)
    before = [asked("/en/me/following/"), asked(feed)]
    more(4)
    assert [asked("/en/me/following/"), asked(feed)] == before
