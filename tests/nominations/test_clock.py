"""One reminder, then nothing but a count."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.utils import timezone

from accounts.models import User
from experts.choices import NominationState
from experts.models import Nomination
from nominations.domain.ending import end_all
from nominations.domain.sending import remind_all
from nominations.models import NominationCount
from nominations.tasks import end_and_remind
from notices.models import Notice
from tests.factories import MatchableProfileFactory, NominationFactory, OpenOpeningFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]


def in_days(days: int) -> datetime:
    return timezone.now() + timedelta(days=days)


def test_one_reminder_after_two_weeks(attache: User) -> None:
    row = NominationFactory(nominated_by=attache, sent=True)
    assert [remind_all(in_days(days)) for days in (13, 14, 15, 29)] == [0, 1, 0, 0]
    letter = mail.outbox[-1]
    assert letter.subject.startswith("Reminder")
    assert "No further letter" in letter.body
    row.refresh_from_db()
    assert row.state == NominationState.SENT


def test_after_a_month_nothing_of_the_person_is_left_in_any_table(attache: User, pressed: Any) -> None:
    planted = {"name": "Planted Person", "native_name": "种植人", "email": "planted@example.org",
               "orcid": "0000-0002-1825-0097", "affiliation": "Planted Institute", "reason": "Planted reason.",
               "evidence": "Planted evidence.", "relation": "Planted relation."}  # fmt: skip
    row = NominationFactory(nominated_by=attache, ready=True, opening=OpenOpeningFactory(), **planted)
    pressed(row)
    remind_all(in_days(14))
    assert end_all(in_days(31)) == 1
    for model in apps.get_models():
        for stored in model._default_manager.values():
            for value in stored.values():
                assert not any(word in str(value) for word in planted.values()), model
    counted = NominationCount.objects.get()
    assert (counted.country.code, counted.channel, counted.with_opening) == ("NO", "attache", True)
    assert (counted.state, counted.number) == (NominationState.EXPIRED, 1)
    notice = Notice.objects.get(user=attache)
    assert notice.address == "/nominations/"


def test_the_persons_notice_goes_with_it(attache: User) -> None:
    profile = MatchableProfileFactory()
    row = NominationFactory(nominated_by=attache, sent=True, profile=profile)
    remind_all(in_days(14))
    assert Notice.objects.filter(user=profile.user, address=f"/nominations/about-me/{row.pk}/").exists()
    end_all(in_days(31))
    assert not Notice.objects.filter(user=profile.user).exists()


def test_drafts_and_declined_ones_are_deleted_too(attache: User) -> None:
    NominationFactory(nominated_by=attache, ready=True)
    NominationFactory(state="declined", came_from="sent", ready=True, sent_at=timezone.now())
    kept = NominationFactory(state="accepted", came_from="sent", ready=True, sent_at=timezone.now())
    assert end_all(in_days(31)) == 2
    assert list(Nomination.objects.all()) == [kept]
    assert [(row.state, row.number) for row in NominationCount.objects.all()] == [
        (NominationState.DECLINED, 1)
    ]


def test_the_nightly_task_runs_twice_without_harm(attache: User) -> None:
    NominationFactory(sent=True, sent_at=timezone.now() - timedelta(days=15))
    NominationFactory(sent=True, expires_at=timezone.now())
    for _ in range(2):
        end_and_remind()
    assert len([letter for letter in mail.outbox if letter.subject.startswith("Reminder")]) == 1
    assert NominationCount.objects.get().number == 1
