"""Somebody is told: a notice in both languages, a letter in theirs, as they wish, and nothing that watches them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from notices.choices import CHOSEN, Posting, Topic
from notices.domain.telling import keep, tell
from notices.domain.wishes import wish
from notices.models import Notice
from tests.factories import UserFactory
from tests.notices.conftest import Letters, Tell

pytestmark = pytest.mark.django_db
SITE = settings.WAGTAILADMIN_BASE_URL


def test_the_notice_says_it_in_both_languages_and_leads_to_the_page(telling: Tell) -> None:
    user = UserFactory()
    telling(user)
    notice = Notice.objects.get()
    assert (notice.user, notice.topic, notice.title_en, notice.title_zh, notice.address, notice.read_at) == (
        user, "messages", "My desk", "我的工作台", "/me/", None,
    )  # fmt: skip
    assert notice.posted_at is not None


@pytest.mark.parametrize(
    ("language", "subject", "word", "page"),
    [("en", "My desk", "Openings", "/en/me/"), ("zh-hans", "我的工作台", "岗位", "/zh-hans/me/")],
)
def test_the_letter_is_in_the_reader_s_language_as_text_and_html(
    telling: Tell, mailoutbox: Letters, language: str, subject: str, word: str, page: str
) -> None:
    user = UserFactory(language=language)
    telling(user)
    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == ([user.email], subject)
    ((html, kind),) = letter.alternatives
    assert kind == "text/html"
    for said in (str(letter.body), str(html)):
        assert word in said
        assert f"{SITE}{page}" in said
    assert "<b> & more" in letter.body
    assert "&lt;b&gt; &amp; more" in html
    assert f'<html lang="{"zh-Hans" if language == "zh-hans" else "en"}"' in html


def test_the_letter_ends_letters_like_it_with_one_click(telling: Tell, mailoutbox: Letters) -> None:
    telling(UserFactory())
    (letter,) = mailoutbox
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert stop.startswith(f"{SITE}/en/notices/")
    assert stop in letter.body
    assert f"{SITE}/en/me/notices/letters/" in letter.body


def test_the_letter_watches_nobody(telling: Tell, mailoutbox: Letters) -> None:
    """Nothing is loaded from anywhere, and no link says who follows it from where."""
    telling(UserFactory())
    (html, _) = mailoutbox[0].alternatives[0]
    assert (
        re.findall(r"<(?:img|link|script|iframe|object|video|svg|form)\b|url\(|@import|\bsrc=", str(html))
        == []
    )
    links = re.findall(r'href="([^"]*)"', str(html))
    assert len(links) == 3
    assert all(link.startswith(f"{SITE}/en/") and "?" not in link for link in links)


@pytest.mark.parametrize(("posting", "letters"), [("at_once", 1), ("digest", 0), ("never", 0)])
def test_letters_go_as_they_wish_and_the_notice_always(
    telling: Tell, mailoutbox: Letters, posting: str, letters: int
) -> None:
    user = UserFactory()
    wish(user, Topic.MESSAGES, Posting(posting))
    notice = telling(user)
    assert (len(mailoutbox), notice.posting, notice.posted_at is not None) == (letters, posting, letters == 1)
    telling(user, topic=Topic.EXCHANGES)  # of which they said nothing
    assert len(mailoutbox) == letters + 1


def test_what_is_owed_comes_whatever_they_wish_and_has_no_link_that_ends_it(
    telling: Tell, mailoutbox: Letters
) -> None:
    user = UserFactory()
    for topic in CHOSEN:
        wish(user, topic, Posting.NEVER)
    telling(user, topic=Topic.PRIVACY)
    (letter,) = mailoutbox
    assert "List-Unsubscribe" not in letter.extra_headers
    assert "/stop/" not in letter.body
    assert "whatever you chose" in letter.body
    with pytest.raises(ValueError, match="cannot be chosen"):
        wish(user, Topic.PRIVACY, Posting.NEVER)


@pytest.mark.parametrize("fields", [{"is_active": False}, {"email_verified_at": None}], ids=str)
def test_an_address_that_may_be_a_stranger_s_gets_no_letter(
    telling: Tell, mailoutbox: Letters, fields: dict[str, Any]
) -> None:
    notice = telling(UserFactory(**fields))
    assert (mailoutbox, notice.posted_at) == ([], None)


@pytest.mark.parametrize(
    "address", ["https://example.org/", "//example.org/", "javascript:alert(1)", "me/", "", "/\\example.org"]
)
def test_a_notice_leads_nowhere_but_to_this_site(telling: Tell, address: str) -> None:
    with pytest.raises(ValueError, match="Not a path of this site"):
        tell(UserFactory(), Topic.MESSAGES, "tried", address=address, what="")
    assert not Notice.objects.exists()


def test_days_and_hours_are_the_reader_s_wherever_the_step_was_taken(
    telling: Tell, mailoutbox: Letters
) -> None:
    """Whoever takes the step may sit in another zone."""
    when = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)
    with timezone.override("Asia/Shanghai"):
        telling(UserFactory(time_zone="America/Santiago"), when=when)
        telling(UserFactory(time_zone="Asia/Shanghai"), when=when)
        assert timezone.get_current_timezone_name() == "Asia/Shanghai"
    assert "30 Nov 2026, 13:30" in mailoutbox[0].body
    assert "1 Dec 2026, 00:30" in mailoutbox[1].body


def test_what_is_kept_is_in_the_app_alone(telling: Tell, mailoutbox: Letters) -> None:
    telling(UserFactory())  # the letter is there
    notice = keep(UserFactory(), Topic.MESSAGES, "tried", address="/en/me/")
    assert (notice.title_zh, notice.posting, notice.posted_at) == ("我的工作台", "never", None)
    assert len(mailoutbox) == 1


def test_the_subject_is_one_line_of_plain_words(telling: Tell, mailoutbox: Letters) -> None:
    """Whatever a template says, a letter has one subject, without markup."""
    notice = telling(UserFactory(), what="x\nBcc: all@example.org")
    assert (mailoutbox[0].subject, notice.title_en) == ("My desk", "My desk")
    assert mailoutbox[0].recipients() == [notice.user.email]
