"""One letter a day of what waits, together with what is new; each told once, whatever runs twice or breaks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from bases.models import SavedSearch
from matching import digests
from matching.digests import send_due
from notices.choices import Posting, Topic
from notices.domain.wishes import wish, wishes_of
from notices.models import Notice
from tests.factories import NoticeFactory, OpenOpeningFactory, UserFactory
from tests.notices.conftest import Letters, Tell

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)


def waiting(user: User, title: str = "An invitation", **fields: Any) -> Notice:
    return NoticeFactory.create(
        user=user, title_en=title, title_zh=f"中 {title}", posting="digest", **{"address": "/me/"} | fields
    )


def searches(**fields: Any) -> User:
    user: User = UserFactory(**{"digest": "daily"} | fields)
    SavedSearch.objects.create(user=user, name="Energy", query="field=energy")
    return user


def opening(title: str, hours: int = 1) -> None:
    OpenOpeningFactory(
        text__title=title, fields=["energy"], published_at=timezone.now() - timedelta(hours=hours)
    )


def test_what_waits_comes_in_one_letter_in_the_reader_s_language(telling: Tell, mailoutbox: Letters) -> None:
    user = UserFactory(language="zh-hans")
    wish(user, Topic.MESSAGES, Posting.DIGEST)
    telling(user)
    telling(user)
    assert mailoutbox == []
    assert send_due(timezone.now()) == 1
    (letter,) = mailoutbox
    assert letter.subject == "你有 2 条通知"
    assert letter.body.count("– 我的工作台") == 2
    assert "/zh-hans/me/\n" in letter.body
    assert "/zh-hans/me/notices/\n" in letter.body
    assert "我的工作台" in letter.alternatives[0][0]
    assert Notice.objects.waiting().count() == 0
    assert Notice.objects.unread().count() == 2


def test_nothing_is_told_twice_however_often_it_runs(mailoutbox: Letters) -> None:
    waiting(UserFactory())
    assert [send_due(NOW), send_due(NOW), send_due(NOW + DAY)] == [1, 0, 0]
    assert len(mailoutbox) == 1


def test_there_is_one_letter_a_day(mailoutbox: Letters) -> None:
    """What comes after it waits for the next morning, even if the task runs again."""
    user = searches()
    waiting(user, "First")
    assert send_due(NOW) == 1
    waiting(user, "Second")
    opening("Walls", hours=-1)
    assert [send_due(NOW + timedelta(minutes=30)), send_due(NOW + DAY)] == [0, 1]
    assert mailoutbox[0].subject == "1 notice for you"
    assert mailoutbox[1].subject == "1 notice for you · 1 new opening for your searches"
    assert ("Second" in mailoutbox[1].body, "Walls" in mailoutbox[1].body, "First" in mailoutbox[1].body) == (
        True, True, False,
    )  # fmt: skip


def test_who_hears_of_news_each_week_hears_of_notices_each_day(mailoutbox: Letters) -> None:
    user = searches(digest="weekly", digest_sent_at=NOW - timedelta(days=3))
    opening("Walls")
    waiting(user, "First")
    assert send_due(NOW) == 1
    assert "Walls" not in mailoutbox[0].body
    waiting(user, "Second")
    assert send_due(NOW + timedelta(days=4)) == 1
    assert ("Walls" in mailoutbox[1].body, "Second" in mailoutbox[1].body) == (True, True)


def test_what_was_read_by_then_is_left_out(mailoutbox: Letters) -> None:
    user = UserFactory()
    waiting(user, "Read", read_at=NOW)
    assert send_due(NOW) == 0
    waiting(user, "Unread")
    assert send_due(NOW) == 1
    assert "– Read" not in mailoutbox[0].body


def test_only_what_they_wanted_together_is_in_it(mailoutbox: Letters) -> None:
    user = UserFactory()
    waiting(user, "Together")
    NoticeFactory(user=user, title_en="Never", posting="never")
    NoticeFactory(user=user, title_en="At once", posting="at_once", posted_at=NOW)
    waiting(UserFactory(is_active=False))
    waiting(UserFactory(email_verified_at=None))
    assert send_due(NOW) == 1
    assert ("Never" in mailoutbox[0].body, "At once" in mailoutbox[0].body) == (False, False)


def test_a_letter_that_breaks_stops_nobody_else_s_and_comes_next_time(
    mailoutbox: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = UserFactory(), UserFactory()
    for user in (broken, sound):
        waiting(user)
    write = digests.send_letter

    def fails(template: str, *, to: str, **context: Any) -> None:
        if to == broken.email:
            raise RuntimeError("No such template")
        write(template, to=to, **context)

    with monkeypatch.context() as patch:
        patch.setattr(digests, "send_letter", fails)
        with pytest.raises(RuntimeError):
            send_due(NOW)
    assert [letter.to for letter in mailoutbox] == [[sound.email]]
    assert send_due(NOW) == 1
    assert mailoutbox[1].to == [broken.email]


def test_a_long_day_is_cut_and_leads_to_the_rest(mailoutbox: Letters) -> None:
    user = UserFactory()
    for number in range(25):
        waiting(user, f"Notice {number}")
    assert send_due(NOW) == 1
    assert mailoutbox[0].subject == "25 notices for you"
    assert mailoutbox[0].body.count("– Notice") == 20
    assert "and 5 more" in mailoutbox[0].body
    assert send_due(NOW + DAY) == 0


def test_one_click_ends_the_whole_letter(mailoutbox: Letters) -> None:
    user = searches()
    wish(user, Topic.INTRODUCTIONS, Posting.DIGEST)
    waiting(user)
    send_due(NOW)
    stop = mailoutbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    assert stop in mailoutbox[0].body
    Client(enforce_csrf_checks=True).post(urlsplit(stop).path, {"List-Unsubscribe": "One-Click"})
    assert wishes_of(user)[Topic.INTRODUCTIONS] == Posting.NEVER
    opening("Walls", hours=-1)
    assert send_due(NOW + DAY) == 0


def test_many_who_have_nothing_waiting_cost_nothing(django_assert_num_queries: Any) -> None:
    UserFactory.create_batch(20)
    NoticeFactory.create_batch(5)
    with django_assert_num_queries(1):
        assert send_due(NOW) == 0
