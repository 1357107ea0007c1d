"""The contact page keeps a message and no more than that, and keeps out programs that fill in everything."""

from __future__ import annotations

from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from wagtail.contrib.forms.models import FormSubmission

from cms.models import ContactPage
from cms.models.contact import MOST_AN_HOUR
from tests.factories import AdministratorFactory

pytestmark = pytest.mark.usefixtures("whole_site")

MESSAGE = {
    "topic": "page",
    "message": "A button <script>alert(1)</script> is dead.",
    "email": "reader@example.org",
    "consent": "on",
    "website": "",
}
ENGLISH = "/en/contact/"


class Refusing(BaseEmailBackend):
    """A mail server that is away."""

    def send_messages(self, email_messages: Any) -> int:
        raise SMTPException("away")


def test_message_is_kept_with_no_more_than_was_written(client: Client) -> None:
    answer = client.post(ENGLISH, MESSAGE, follow=True)

    assert answer.redirect_chain == [(ENGLISH, 302)]
    assert "Your message has arrived." in answer.content.decode()
    kept = FormSubmission.objects.get()
    assert kept.form_data == {name: MESSAGE[name] for name in ("topic", "message", "email")}


@pytest.mark.parametrize(
    ("language", "label", "fault"),
    [
        ("en", "Your message", "Without this the message cannot be kept"),
        ("zh-hans", "留言内容", "不同意就无法保存和阅读留言"),
    ],
)
def test_form_speaks_the_language_of_its_page(client: Client, language: str, label: str, fault: str) -> None:
    assert label in client.get(f"/{language}/contact/").content.decode()

    answer = client.post(f"/{language}/contact/", MESSAGE | {"consent": ""})

    assert answer.status_code == 200
    assert fault in answer.content.decode()
    assert not FormSubmission.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"message": ""}, {"message": "x" * 4_001}, {"email": "nobody"}, {"topic": "money"}, {"consent": ""}],
)
def test_wrong_message_is_refused_and_not_lost(client: Client, wrong: dict[str, str]) -> None:
    answer = client.post(ENGLISH, MESSAGE | wrong)

    html = answer.content.decode()
    assert 'role="alert"' in html
    assert "<script>alert" not in html
    assert (MESSAGE | wrong)["message"].replace("<", "&lt;").replace(">", "&gt;") in html
    assert not FormSubmission.objects.exists()


def test_limit_is_named_and_nothing_is_cut(client: Client) -> None:
    form = client.get(ENGLISH).content.decode()
    assert "At most 4000 characters." in form
    assert "maxlength" not in form[form.index("<textarea") :].split(">")[0]
    html = client.post(ENGLISH, MESSAGE | {"message": "x" * 5_000}).content.decode()
    assert "at most 4000 characters (it has 5000)" in html


def test_summary_of_errors_has_one_mark_after_each_label(client: Client) -> None:
    html = client.post(ENGLISH, {"topic": "", "message": "", "consent": ""}).content.decode()
    assert "kept until it is answered: Without this" in html
    assert "What is it about? This field" in html
    assert ".: " not in html
    chinese = client.post("/zh-hans/contact/", {"topic": "", "message": "", "consent": ""}).content.decode()
    assert "。：" not in chinese
    assert "？：" not in chinese


def test_program_that_fills_in_everything_leaves_nothing(client: Client) -> None:
    answer = client.post(ENGLISH, MESSAGE | {"website": "https://spam.example.org"})

    assert answer.status_code == 302  # and learns nothing
    assert not FormSubmission.objects.exists()


def test_flood_is_turned_away_with_a_word(client: Client) -> None:
    page = ContactPage.objects.get(locale__language_code="en")
    FormSubmission.objects.bulk_create(
        FormSubmission(page=page, form_data={"message": "x"}) for _ in range(MOST_AN_HOUR)
    )

    answer = client.post(ENGLISH, MESSAGE)

    assert "send yours again in an hour" in answer.content.decode()
    assert FormSubmission.objects.count() == MOST_AN_HOUR


def test_message_is_sent_on_to_the_address_of_the_page(client: Client) -> None:
    ContactPage.objects.update(to_address="desk@example.org, second@example.org", subject="From the site")

    client.post(ENGLISH, MESSAGE)

    (letter,) = mail.outbox
    assert letter.to == ["desk@example.org", "second@example.org"]
    assert (letter.subject, letter.body, letter.reply_to) == (
        "From the site",
        MESSAGE["message"],
        [MESSAGE["email"]],
    )


def test_message_is_kept_while_mail_is_away(client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    ContactPage.objects.update(to_address="desk@example.org")

    assert client.post(ENGLISH, MESSAGE).status_code == 302

    assert FormSubmission.objects.count() == 1


def test_editors_read_messages_and_what_they_say_is_inert(client: Client) -> None:
    client.post(ENGLISH, MESSAGE)
    page = ContactPage.objects.get(locale__language_code="en")
    client.force_login(AdministratorFactory())

    html = client.get(f"/cms/forms/submissions/{page.pk}/").content.decode()

    assert "reader@example.org" in html
    assert "<script>alert(1)" not in html
    assert "css/cms.css" in html  # so that a long word does not push the other columns out of sight
