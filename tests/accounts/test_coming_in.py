"""Registering, confirming, logging in, forgetting a password: as a browser without JavaScript does it."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from accounts.models import AuditEvent, User
from tests.accounts.conftest import Link
from tests.factories import UserFactory
from tests.factories.users import PASSWORD

pytestmark = pytest.mark.django_db

NEW = {"name": "Lin Yue", "email": "Lin.Yue@example.org", "password1": "four quiet red rivers"}
Letters = list[EmailMultiAlternatives]


def register(client: Client, language: str = "en", **changes: str) -> None:
    answer = client.post(f"/{language}/account/signup/", NEW | changes)
    assert answer["Location"] == f"/{language}/account/confirm-email/"


def test_who_registers_is_in_once_the_address_is_confirmed(client: Client, link_to: Link) -> None:
    register(client)
    user = User.objects.get(email="lin.yue@example.org")
    assert (user.name, user.language, user.email_verified_at) == ("Lin Yue", "en", None)
    assert client.get("/en/me/").status_code == 302
    page = client.get(link_to("lin.yue@example.org"))
    assert "becomes the address of your account" in page.content.decode()
    user.refresh_from_db()
    assert user.email_verified_at is None  # opening a link changes nothing: programs do that too
    client.post(link_to("lin.yue@example.org"))
    user.refresh_from_db()
    assert user.email_verified_at is not None
    assert client.get("/en/me/").status_code == 200
    assert AuditEvent.objects.filter(verb="address verified", object_id=str(user.pk)).exists()


def test_letter_is_in_the_language_of_who_registers(client: Client, mailoutbox: Letters) -> None:
    register(client, "zh-hans")
    letter = mailoutbox[0]
    assert letter.subject == "欢迎：请确认你的邮箱"
    assert "请在三天内确认" in letter.body
    html, kind = letter.alternatives[0]
    assert kind == "text/html"
    assert '<html lang="zh-Hans">' in html
    assert User.objects.get().language == "zh-hans"


def test_unconfirmed_address_lets_nobody_in_and_is_asked_again(client: Client, mailoutbox: Letters) -> None:
    register(client)
    form = {"login": "lin.yue@example.org", "password": NEW["password1"]}
    other = Client()
    assert other.post("/en/account/login/", form)["Location"] == "/en/account/confirm-email/"
    assert other.get("/en/me/").status_code == 302
    assert {letter.to[0] for letter in mailoutbox} == {"lin.yue@example.org"}


def test_used_link_says_so(client: Client, link_to: Link) -> None:
    register(client)
    link = link_to("lin.yue@example.org")
    client.post(link)
    page = Client().get(link).content.decode()
    assert "This link does nothing any more" in page


def test_address_that_is_taken_is_answered_alike_and_its_owner_told(
    client: Client, mailoutbox: Letters
) -> None:
    owner = UserFactory(email="lin.yue@example.org", language="zh-hans")
    register(client)
    assert User.objects.count() == 1
    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == ([owner.email], "你已有账户")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Write your name as colleagues know it."),
        ({"name": "L" * 151}, "this one has 151"),
        ({"email": "lin.yue"}, "An e-mail address looks like"),
        ({"password1": "12345678"}, "entirely numeric"),
        ({"password1": "p" * 5000}, "at most 4,096"),
    ],
)
def test_what_cannot_be_taken_is_said_at_the_field_and_kept(
    client: Client, changes: dict[str, str], said: str
) -> None:
    answer = client.post("/en/account/signup/", NEW | changes)
    html = answer.content.decode()
    assert said in html
    assert "Please check" in html
    kept = (NEW | changes)["email"]
    assert f'value="{kept}"' in html
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["L", "Ñ" * 40, "李", "<script>alert(1)</script>"])
def test_any_name_is_taken_as_it_is(client: Client, link_to: Link, name: str) -> None:
    register(client, name=name)
    client.post(link_to("lin.yue@example.org"))
    assert User.objects.get().name == name
    assert "<script>alert" not in client.get("/en/account/").content.decode()


def test_forgotten_password_is_replaced_by_a_link_that_works_once(
    client: Client, link_to: Link, mailoutbox: Letters
) -> None:
    user = UserFactory()
    client.post("/en/account/password/reset/", {"email": user.email})
    form = client.get(link_to(user.email), follow=True)
    address = form.redirect_chain[-1][0]
    client.post(address, {"password1": "another long sentence", "password2": "another long sentence"})
    user.refresh_from_db()
    assert user.check_password("another long sentence")
    mailoutbox[:] = mailoutbox[:1]
    again = Client().get(link_to(user.email), follow=True).content.decode()
    assert "password1" not in again


def test_unknown_address_gets_a_letter_and_the_page_says_no_more(client: Client, mailoutbox: Letters) -> None:
    known = UserFactory()
    pages = [
        client.post("/en/account/password/reset/", {"email": email}, follow=True).redirect_chain
        for email in (known.email, "nobody@example.org")
    ]
    assert pages[0] == pages[1]
    assert mailoutbox[-1].subject == "No account with this address"


def test_guessing_a_password_is_stopped_and_another_address_is_not(client: Client) -> None:
    user, other = UserFactory(), UserFactory()
    for _ in range(6):
        page = client.post("/en/account/login/", {"login": user.email, "password": "wrong"})
    assert "Too many attempts" in page.content.decode()
    right = client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    assert "Too many attempts" in right.content.decode()
    assert client.post("/en/account/login/", {"login": other.email, "password": PASSWORD}).status_code == 302


def test_too_many_requests_have_a_page_that_helps(client: Client) -> None:
    for _ in range(25):
        answer = client.post("/zh-hans/account/signup/", {})
    assert answer.status_code == 429
    assert "请等几分钟再试" in answer.content.decode()


def test_session_has_another_id_after_logging_in(client: Client) -> None:
    user = UserFactory()
    client.get("/en/account/login/?next=/en/bases/")
    session = client.session
    session["kept"] = True
    session.save()
    before = client.session.session_key
    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    assert client.session.session_key not in (None, before)


def test_new_password_ends_the_other_sessions_and_is_told(client: Client, mailoutbox: Letters) -> None:
    user = UserFactory()
    elsewhere = Client()
    for each in (client, elsewhere):
        each.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    form = {
        "oldpassword": PASSWORD,
        "password1": "another long sentence",
        "password2": "another long sentence",
    }
    client.post("/en/account/password/change/", form)
    assert client.get("/en/me/").status_code == 200
    assert elsewhere.get("/en/me/").status_code == 302
    assert "choose another password at once" in mailoutbox[-1].body
    assert AuditEvent.objects.filter(verb="password changed", object_id=str(user.pk)).exists()


def test_sessions_are_listed_and_the_others_ended(client: Client) -> None:
    user = UserFactory()
    said = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
    elsewhere = Client(HTTP_USER_AGENT=said)
    for each in (elsewhere, client):
        each.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    page = client.get("/en/account/sessions/").content.decode()
    assert "Firefox · Windows" in page
    client.post("/en/account/sessions/")
    assert elsewhere.get("/en/me/").status_code == 302
    assert client.get("/en/me/").status_code == 200
    assert "You are logged in nowhere else." in client.get("/en/account/sessions/").content.decode()


def test_whoever_an_administrator_brought_logs_in_without_a_letter(
    client: Client, mailoutbox: Letters
) -> None:
    user = UserFactory()
    assert not EmailAddress.objects.exists()
    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    assert client.get("/en/me/").status_code == 200
    assert mailoutbox == []


@pytest.mark.parametrize("path", ["/admin/login/", "/cms/login/", "/en/login/"])
def test_every_old_door_leads_to_the_one(client: Client, path: str) -> None:
    answer = client.get(path, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/en/account/login/")
