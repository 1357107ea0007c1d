"""Requests about data by officers: in time, with words, each step once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.domain.errors import NotTheirStep, ReasonMissing
from accounts.models import User
from notices.models import Notice
from privacy.choices import RequestState, RequestStep
from privacy.domain import handling, request_step
from privacy.models import DataRequest
from privacy.request_steps import mark_of
from tests.factories import (
    DataRequestFactory,
    OfficerFactory,
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


def test_a_stale_page_answers_409_and_changes_nothing() -> None:
    officer, row = OfficerFactory(), DataRequestFactory()
    page, old = f"/en/data/requests/{row.pk}/", mark_of(row)
    handling.take(row, by=OfficerFactory())
    answer = logged_in(officer).post(page, {"step": "take", "seen": old})
    assert answer.status_code == 409
    person = Client().post(f"/en/data/asked/{request_step.seal(row)}/", {"step": "withdraw", "seen": old})
    assert person.status_code == 409
    row.refresh_from_db()
    assert row.state == RequestState.TAKEN


def test_a_double_click_is_one_step() -> None:
    officer, row = OfficerFactory(), DataRequestFactory()
    page, seen = f"/en/data/requests/{row.pk}/", mark_of(row)
    answers = [logged_in(officer).post(page, {"step": "take", "seen": seen}).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert row.events.filter(step=RequestStep.TAKE).count() == 1


def test_an_answer_needs_words_and_an_officer_of_the_nation() -> None:
    row = DataRequestFactory()
    handling.take(row, by=OfficerFactory())
    with pytest.raises(ReasonMissing):
        handling.answer(row, by=OfficerFactory(), reason=" ", language="en")
    with pytest.raises(NotTheirStep):
        handling.answer(row, by=UserFactory(), reason="Done.", language="en")
    row.refresh_from_db()
    assert row.state == RequestState.TAKEN


def test_the_deadline_is_extended_once() -> None:
    row, officer = DataRequestFactory(), OfficerFactory()
    due = row.due_at
    handling.extend(row, by=officer, reason="Much to look through.", language="en")
    assert due is not None
    assert row.due_at == due + handling.EXTENSION
    with pytest.raises(request_step.NotNow):
        handling.extend(row, by=officer, reason="Still.", language="en")


def test_officers_are_reminded_as_the_deadline_comes_near_and_once_each() -> None:
    officer, row = OfficerFactory(), DataRequestFactory()
    due = row.due_at
    assert due is not None
    before = Notice.objects.filter(user=officer).count()
    for days, reminded in ((10, 0), (7, 1), (6, 1), (2, 2), (1, 2), (0, 3), (-5, 3)):
        handling.remind_all(due - timedelta(days=days))
        handling.remind_all(due - timedelta(days=days))
        assert Notice.objects.filter(user=officer).count() - before == reminded
    row.refresh_from_db()
    assert row.state == RequestState.OPEN


def test_a_later_deadline_is_reminded_of_as_often_as_the_first() -> None:
    officer, row = OfficerFactory(), DataRequestFactory()
    due = row.due_at
    assert due is not None
    for days in (7, 2):
        handling.remind_all(due - timedelta(days=days))
    handling.extend(row, by=officer, reason="Much to look through.", language="en")
    before, later = Notice.objects.filter(user=officer).count(), due + handling.EXTENSION
    for days, reminded in ((8, 0), (7, 1), (2, 2), (1, 2), (0, 3), (-5, 3)):
        handling.remind_all(later - timedelta(days=days))
        assert Notice.objects.filter(user=officer).count() - before == reminded


def test_the_queue_shows_the_nearest_deadline_first_and_what_is_late() -> None:
    late, soon = DataRequestFactory(kind="complaint"), DataRequestFactory(kind="restriction")
    DataRequest.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(days=1))
    page = logged_in(OfficerFactory()).get("/en/data/requests/").content.decode()
    assert page.index(f"/requests/{late.pk}/") < page.index(f"/requests/{soon.pk}/")
    assert page.count("Overdue") == 1


def asked() -> tuple[DataRequest, User]:
    row, officer = DataRequestFactory(), OfficerFactory()
    handling.take(row, by=officer)
    handling.ask_back(row, by=officer, reason="Which year is wrong?", language="en")
    return row, officer


@pytest.mark.parametrize("step", [handling.answer, handling.refuse, handling.extend])
def test_a_question_without_an_answer_does_not_hold_up_the_law(step: Callable[..., DataRequest]) -> None:
    row, officer = asked()
    page = logged_in(officer).get(f"/en/data/requests/{row.pk}/").content.decode()
    assert all(f'value="{name}"' in page for name in ("answer", "refuse", "extend"))
    step(row, by=officer, reason="As far as we know it, it is right.", language="en")


def test_near_the_deadline_it_is_on_the_desk_again_and_the_person_is_reminded(
    django_capture_on_commit_callbacks: Captured, mailoutbox: list[Any]
) -> None:
    row, officer = asked()
    desk = "Answer a request about data"
    assert desk not in logged_in(officer).get("/en/me/").content.decode()
    assert row.due_at
    DataRequest.objects.filter(pk=row.pk).update(due_at=timezone.now() + timedelta(days=6))
    assert desk in logged_in(officer).get("/en/me/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert handling.remind_all(timezone.now()) == 1
    [letter] = [one for one in mailoutbox if one.to == [row.email]]
    assert "Which year is wrong?" in letter.body
