"""Whoever has no account takes what is stored under their address, and nobody else does."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent, User
from experts.models import Nomination, TeamInvitation
from privacy.domain import handling, request_step
from privacy.domain.request_step import NotNow
from privacy.domain.stored_under import erase_stored, send_stored
from privacy.models import DataRequest
from tests.factories import (
    DataRequestFactory,
    NominationFactory,
    OfficerFactory,
    TeamInvitationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
Captured = Callable[..., Any]
EMAIL = "marit@example.org"
SEND = "Send what is stored under this address"


@pytest.fixture
def officer() -> User:
    return OfficerFactory()


@pytest.fixture
def asked(officer: User) -> DataRequest:
    row = DataRequestFactory.create(kind="access", email=EMAIL)
    return handling.take(row, by=officer)


def browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def mine(row: DataRequest) -> str:
    return f"/en/data/asked/{request_step.seal(row)}/"


def press(browser: Client, row: DataRequest) -> Any:
    page = f"/en/data/requests/{row.pk}/"
    context = browser.get(page).context
    seen = next(form["seen"].value() for form in context["forms"])
    return browser.post(page, {"step": "send", "seen": seen})


def test_one_button_sends_everything_that_is_stored_to_that_address_alone(
    officer: User, asked: DataRequest, django_capture_on_commit_callbacks: Captured
) -> None:
    NominationFactory(email=EMAIL, reason="Leads the field of quince walls.", sent=True)
    NominationFactory(email="another@example.org", reason="Somebody else entirely.", sent=True)
    assert Client().post(f"{mine(asked)}file/").status_code == 410  # before an officer sent it
    with django_capture_on_commit_callbacks(execute=True):
        assert press(browser_of(officer), asked).status_code == 302
    letter = mail.outbox[-1]
    assert letter.to == [EMAIL]
    assert "quince" not in str(letter.body)

    stranger = Client()
    assert "Take the file" in stranger.get(mine(asked)).content.decode()
    answer = stranger.post(f"{mine(asked)}file/")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        data = json.loads(archive.read("data.json"))["data"]
        assert "quince walls" in archive.read("index.html").decode()
    assert [row["email"] for row in data["experts.nomination"]] == [EMAIL]
    assert [row["kind"] for row in data["privacy.datarequest"]] == ["access"]
    assert "Somebody else" not in json.dumps(data)
    assert AuditEvent.objects.filter(verb="stored data taken").count() == 1


def test_after_a_week_the_link_gives_no_file(officer: User, asked: DataRequest, time_machine: Any) -> None:
    send_stored(asked, by=officer)
    time_machine.move_to(timezone.now() + timedelta(days=8))
    assert Client().post(f"{mine(asked)}file/").status_code == 410
    assert "Take the file" not in Client().get(mine(asked)).content.decode()


def test_whoever_has_an_account_logs_in_for_it(officer: User, asked: DataRequest) -> None:
    UserFactory(email=EMAIL)
    page = browser_of(officer).get(f"/en/data/requests/{asked.pk}/").content.decode()
    assert SEND not in page
    assert "This address belongs to an account." in page
    with pytest.raises(NotNow):
        send_stored(asked, by=officer)


def test_a_complaint_is_no_request_for_a_file(officer: User) -> None:
    row = handling.take(DataRequestFactory.create(kind="complaint"), by=officer)
    assert SEND not in browser_of(officer).get(f"/en/data/requests/{row.pk}/").content.decode()


def test_a_letter_opened_by_somebody_logged_in_as_another_says_so(officer: User, asked: DataRequest) -> None:
    send_stored(asked, by=officer)
    other = browser_of(UserFactory())
    for address in (mine(asked), f"{mine(asked)}file/"):
        answer = other.post(address, {"step": "withdraw"})
        assert answer.status_code == 403
        assert "This letter was written to somebody else" in answer.content.decode()
    assert other.post(mine(asked), {"step": "withdraw"}).status_code == 403
    asked.refresh_from_db()
    assert asked.is_open


def test_letters_to_the_person_speak_to_them(
    officer: User, asked: DataRequest, django_capture_on_commit_callbacks: Captured
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        handling.ask_back(asked, by=officer, reason="Which year?", language="en")
        handling.answer(asked, by=officer, reason="Here it is.", language="en")
    assert [letter.subject for letter in mail.outbox[-2:]] == [
        "Your request about your data: a question to you",
        "Your request about your data is answered",
    ]


def test_what_an_officer_writes_is_called_what_it_is(officer: User, asked: DataRequest) -> None:
    page = browser_of(officer).get(f"/en/data/requests/{asked.pk}/").content.decode()
    assert "Your answer to the person" in page
    assert "Your question to the person" in page


def test_what_is_stored_is_erased_by_one_button_and_the_last_letter_says_so(
    officer: User, django_capture_on_commit_callbacks: Captured
) -> None:
    row = handling.take(
        DataRequestFactory.create(kind="erasure", email=EMAIL, text="I am Marit."), by=officer
    )
    other = NominationFactory(email="another@example.org", sent=True)
    NominationFactory(email=EMAIL, reason="Leads the field of quince walls.", sent=True)
    TeamInvitationFactory(email=EMAIL)
    browser, page = browser_of(officer), f"/en/data/requests/{row.pk}/"
    seen = next(form["seen"].value() for form in browser.get(page).context["forms"])
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(page, {"step": "erase", "seen": seen, "sure": "on"}).status_code == 302
    subjects = [letter.subject for letter in mail.outbox if letter.to == [EMAIL]]
    assert subjects == ["What was stored under your address is erased"]
    assert list(Nomination.objects.values_list("pk", flat=True)) == [other.pk]
    assert not TeamInvitation.objects.exists()
    row.refresh_from_db()
    assert (row.state, row.email, row.text) == ("answered", "", "")
    assert "A person who has left" in browser.get(page).content.decode()


def test_other_requests_of_the_address_are_answered_first(officer: User, asked: DataRequest) -> None:
    row = handling.take(DataRequestFactory.create(kind="erasure", email=EMAIL), by=officer)
    with pytest.raises(NotNow):
        erase_stored(row, by=officer)
    row.refresh_from_db()
    assert row.email == EMAIL


def test_what_belongs_to_an_account_is_erased_by_its_owner_alone(officer: User) -> None:
    row = handling.take(DataRequestFactory.create(kind="erasure", email=EMAIL), by=officer)
    UserFactory(email=EMAIL)
    with pytest.raises(NotNow):
        erase_stored(row, by=officer)


def test_an_account_that_was_begun_and_never_confirmed_goes_with_the_rest(officer: User) -> None:
    row = handling.take(DataRequestFactory.create(kind="erasure", email=EMAIL), by=officer)
    begun = UserFactory(email=EMAIL, name="Marit Quince-Solvang", email_verified_at=None)
    erase_stored(row, by=officer)
    assert not User.objects.filter(pk=begun.pk).exists()


def test_whatever_only_opens_links_takes_nothing(officer: User, asked: DataRequest) -> None:
    send_stored(asked, by=officer)
    browser = Client()
    assert browser.head(f"{mine(asked)}file/").status_code == 405
    assert browser.get(f"{mine(asked)}file/").status_code == 405
    assert not AuditEvent.objects.filter(verb="stored data taken").exists()


def test_the_file_is_not_made_as_often_as_somebody_likes(officer: User, asked: DataRequest) -> None:
    send_stored(asked, by=officer)
    answers = [Client().post(f"{mine(asked)}file/").status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
