"""Requests about data by the person: from asking, with an account or without, to the answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from notices.models import Notice
from privacy import retention
from privacy.choices import RequestKind, RequestState
from privacy.domain import asking, request_step
from privacy.models import DataRequest
from privacy.request_steps import mark_of
from tests.factories import (
    DataRequestFactory,
    OfficerFactory,
    UnconfirmedRequestFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
Captured = Callable[..., Any]
ASK = "/en/data/ask/"
FORM = {"kind": "correction", "email": "stranger@example.org", "text": "The year is wrong."}


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def link_in(letter: Any) -> str:
    found = re.search(r"https?://[^/\s]+(/\S*asked/\S+)", str(letter.body))
    assert found
    return found.group(1)


def test_a_stranger_asks_confirms_and_is_answered(django_capture_on_commit_callbacks: Captured) -> None:
    officer, stranger = OfficerFactory(), Client()
    with django_capture_on_commit_callbacks(execute=True):
        assert "stranger@example.org" in stranger.post(ASK, FORM).content.decode()
    row = DataRequest.objects.get()
    assert (row.state, row.due_at) == (RequestState.UNCONFIRMED, None)
    link = link_in(mail.outbox[-1])
    stranger.get(link)
    row.refresh_from_db()
    assert row.state == RequestState.UNCONFIRMED  # looking is not confirming
    with django_capture_on_commit_callbacks(execute=True):
        stranger.post(link, {"step": "confirm"})
    row.refresh_from_db()
    assert row.state == RequestState.OPEN
    assert row.due_at is not None
    assert row.due_at.date() == (timezone.now() + timedelta(days=30)).date()
    assert Notice.objects.filter(user=officer).count() == 1

    desk = logged_in(officer)
    page = f"/en/data/requests/{row.pk}/"
    desk.post(page, {"step": "take", "seen": mark_of(row)})
    row.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(page, {"step": "ask", "seen": mark_of(row), "reason": "Which year?"})
    assert "Which year?" in stranger.get(link).content.decode()
    row.refresh_from_db()
    stranger.post(link, {"step": "reply", "seen": mark_of(row), "reason": "2014."})
    row.refresh_from_db()
    assert row.state == RequestState.TAKEN
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(page, {"step": "answer", "seen": mark_of(row), "reason": "It is mended."})
    row.refresh_from_db()
    assert row.state == RequestState.ANSWERED
    letter = mail.outbox[-1]
    assert letter.to == ["stranger@example.org"]
    assert "It is mended." in letter.body
    assert "supervisory authority" in letter.body
    timeline = stranger.get(link).content.decode()
    assert "a programme officer" in timeline
    assert str(officer) not in timeline


def test_with_a_confirmed_account_it_begins_at_once() -> None:
    user = UserFactory()
    answer = logged_in(user).post(ASK, {"kind": "access"})
    row = DataRequest.objects.get()
    assert answer.status_code == 302
    assert (row.user, row.email, row.state) == (user, user.email, RequestState.OPEN)


def test_an_address_with_an_account_is_answered_as_any_other() -> None:
    user = UserFactory()
    known = Client().post(ASK, FORM | {"email": user.email}).content.decode()
    unknown = Client().post(ASK, FORM | {"email": "nobody@example.org"}).content.decode()
    assert known.replace(user.email, "") == unknown.replace("nobody@example.org", "")
    assert not DataRequest.objects.filter(user=user).exists()


def test_what_it_is_about_is_needed_but_for_access_and_erasure() -> None:
    assert Client().post(ASK, FORM | {"text": " "}).status_code == 400
    assert Client().post(ASK, FORM | {"text": "", "kind": "access"}).status_code == 200
    assert Client().post(ASK, FORM | {"kind": "wish"}).status_code == 400


def test_the_same_sent_twice_is_one_and_its_letter_comes_again_after_a_while(
    django_capture_on_commit_callbacks: Captured,
) -> None:
    for minutes, letters in ((0, 1), (0, 1), (11, 2)):
        DataRequest.objects.update(asked_at=timezone.now() - timedelta(minutes=minutes))
        with django_capture_on_commit_callbacks(execute=True):
            assert Client().post(ASK, FORM).status_code == 200
        assert DataRequest.objects.count() == 1
        assert len(mail.outbox) == letters


def test_an_owner_has_three_that_wait_at_most() -> None:
    user = UserFactory()
    for text in ("one", "two", "three"):
        asking.ask(RequestKind.COMPLAINT, email=user.email, text=text, language="en", user=user)
    answer = logged_in(user).post(ASK, FORM)
    assert answer.status_code == 400
    assert "Three requests" in answer.content.decode()


def test_strangers_fill_neither_the_mailbox_nor_the_way_of_the_owner(
    django_capture_on_commit_callbacks: Captured,
) -> None:
    user, pages = UserFactory(), []
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(5):
            asking.ask(RequestKind.COMPLAINT, email=user.email, text=f"No. {number}", language="en")
        pages.append(Client().post(ASK, FORM | {"email": user.email}))
    assert len(mail.outbox) == 3
    pages.append(Client().post(ASK, FORM | {"email": "x@example.org"}))
    assert [page.status_code for page in pages] == [200, 200]
    assert "wait already" not in pages[0].content.decode()
    mine = asking.ask(RequestKind.ACCESS, email=user.email, text="", language="en", user=user)
    assert mine.state == RequestState.OPEN
    same = asking.ask(RequestKind.COMPLAINT, email=user.email, text="No. 1", language="en", user=user)
    assert (same.state, same.user) == (RequestState.OPEN, user)


def test_who_only_typed_the_address_of_their_account_reads_no_request_of_its_owner() -> None:
    theirs = DataRequestFactory(kind="access", text="", text_language="")
    typed = UserFactory(email=theirs.email, email_verified_at=None)
    answer = logged_in(typed).post(ASK, {"kind": "access"})
    assert answer.status_code == 200  # the page that everybody reads
    assert request_step.seal(theirs) not in answer.content.decode()
    other = asking.ask(RequestKind.COMPLAINT, email=theirs.email, text="Mine", language="en", user=typed)
    asking.confirm(other)  # by the owner, from the letter
    assert other.user is None


def test_a_forged_or_old_link_answers_410() -> None:
    row = UnconfirmedRequestFactory()
    link = f"/en/data/asked/{request_step.seal(row)}/"
    assert Client().get(link.replace(":", "x:", 1)).status_code == 410
    DataRequest.objects.update(asked_at=timezone.now() - timedelta(days=8))
    retention.apply()
    assert Client().post(link, {"step": "confirm"}).status_code == 410


def test_the_deadline_is_a_setting(settings: Any) -> None:
    settings.DATA_REQUEST_DAYS = 10
    row = DataRequestFactory()
    assert row.due_at is not None
    assert row.due_at - timezone.now() < timedelta(days=10)
