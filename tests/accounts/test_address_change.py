"""Another address: agreed to by the reader of the old one, confirmed by the reader of the new one."""

from __future__ import annotations

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from accounts.models import User
from tests.accounts.conftest import Link
from tests.factories import UserFactory
from tests.factories.users import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "new@example.org"


@pytest.fixture
def user() -> User:
    return UserFactory(email="old@example.org")


@pytest.fixture
def asked(client: Client, user: User) -> Client:
    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    answer = client.post("/en/account/address/", {"email": NEW})
    assert answer["Location"] == "/en/account/"
    return client


def test_the_new_one_counts_once_both_said_yes(asked: Client, user: User, link_to: Link) -> None:
    stranger = Client()
    stranger.post(link_to("old@example.org"))
    user.refresh_from_db()
    assert user.email == "old@example.org"
    stranger.post(link_to(NEW))
    user.refresh_from_db()
    assert (user.email, user.email_verified_at is not None) == (NEW, True)
    form = {"login": NEW, "password": PASSWORD}
    assert Client().post("/en/account/login/", form)["Location"] == "/en/me/"
    assert Client().post("/en/account/login/", form | {"login": "old@example.org"}).status_code == 200


def test_the_new_one_is_not_asked_before_the_old_one_agreed(
    asked: Client, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    assert [letter.to for letter in mailoutbox] == [["old@example.org"]]


def test_links_work_once_and_not_when_touched(asked: Client, link_to: Link) -> None:
    link = link_to("old@example.org")
    assert asked.get(link[:-3] + "x/").status_code == 410
    asked.post(link)
    asked.post(link_to(NEW))
    assert asked.get(link).status_code == 410
    assert "This link does nothing any more" in asked.get(link).content.decode()


def test_an_address_of_somebody_else_is_not_told_and_not_taken(
    asked: Client, user: User, link_to: Link, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    owner = UserFactory(email=NEW)
    page = asked.post(link_to("old@example.org"))
    assert page.status_code == 200
    assert [letter.to for letter in mailoutbox] == [["old@example.org"]]
    assert {row.email for row in User.objects.all()} == {user.email, owner.email}


def test_it_asks_for_the_password_first(client: Client, user: User) -> None:
    client.force_login(user)  # a session that somebody took over, long after the log-in
    answer = client.post("/en/account/address/", {"email": NEW})
    assert answer["Location"].startswith("/en/account/reauthenticate/")


@pytest.mark.parametrize(
    "email", ["", "old@example.org", "OLD@example.org", "nonsense", "x" * 300 + "@a.org"]
)
def test_bad_address_is_told_at_the_field(asked: Client, email: str) -> None:
    answer = asked.post("/en/account/address/", {"email": email})
    assert answer.status_code == 200
    assert "Please check" in answer.content.decode()
