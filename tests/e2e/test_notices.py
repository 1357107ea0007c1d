"""Notices by keyboard alone, in either language: from the header to the list, one read, all read, letters chosen."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from notices.choices import Topic
from notices.domain.links import seal
from notices.models import Notice, Preference
from tests.e2e.pages import violations
from tests.e2e.test_my_opening import log_in
from tests.factories import NoticeFactory, UserFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

WORDS = {
    "en": {
        "notices": "Notices",
        "mark": "Mark as read",
        "all": "Mark all as read",
    },
    "zh-hans": {"notices": "通知", "mark": "标为已读", "all": "全部标为已读"},
}


def by_tab(page: Page, aim: Locator) -> None:
    """Tab until it is there, and see that it shows."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if aim.evaluate("one => one === document.activeElement"):
            break
    expect(aim).to_be_focused()
    assert aim.evaluate("one => getComputedStyle(one).outlineStyle") != "none"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_notices_are_read_by_keyboard(page: Page, language: str) -> None:
    said, user = WORDS[language], UserFactory.create()
    for path in ("", "consents/", "profile/"):
        NoticeFactory.create(user=user, address=f"/me/{path}")
    newest = NoticeFactory.create(user=user, address="/me/following/")
    log_in(page, user, language)
    head = page.locator("header a", has_text=said["notices"])
    expect(head.locator(".badge")).to_contain_text("3")  # the desk, where a log-in leads, is one of four
    by_tab(page, head)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/{language}/me/notices/$"))

    by_tab(page, page.locator(f'a[href$="/me/notices/{newest.pk}/"]'))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/{language}/me/following/$"))
    page.go_back()
    page.reload()

    by_tab(page, page.get_by_role("button", name=re.compile(f"^{said['mark']}")).first)
    page.keyboard.press("Enter")
    expect(head.locator(".badge")).to_contain_text("1")
    by_tab(page, page.get_by_role("button", name=said["all"]))
    page.keyboard.press("Enter")
    expect(head.locator(".badge")).to_have_count(0)
    assert Notice.objects.unread().count() == 0

    by_tab(page, page.locator('a[href$="/me/notices/letters/"]'))
    page.keyboard.press("Enter")
    by_tab(page, page.locator("#id_messages"))
    page.keyboard.press("ArrowDown")
    by_tab(page, page.locator("main form button.button"))
    page.keyboard.press("Enter")
    expect(page.locator("main [role=status]")).to_be_visible()
    assert list(Preference.objects.values_list("topic", "posting")) == [("messages", "digest")]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_header_fits_a_phone_with_its_count(page: Page, language: str) -> None:
    user = UserFactory.create()
    NoticeFactory.create_batch(100, user=user, address="/openings/0/")
    page.set_viewport_size({"width": 360, "height": 740})
    log_in(page, user, language)
    badge = page.locator("header .badge")
    expect(badge).to_contain_text("99+")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    box = badge.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 360


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_notices(page: Page, theme: Literal["light", "dark"]) -> None:
    user = UserFactory.create()
    NoticeFactory.create_batch(25, user=user, address="/openings/0/")
    NoticeFactory.create(user=user, topic="messages", read_at=timezone.now())
    log_in(page, user, "en")
    page.emulate_media(color_scheme=theme)
    for path in ("", "?page=2", "letters/"):
        page.goto(f"/en/me/notices/{path}")
        assert violations(page) == {}
    page.goto(f"/zh-hans/notices/{seal(user, Topic.MESSAGES)}/stop/")
    assert violations(page) == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_a_letter(page: Page, theme: Literal["light", "dark"]) -> None:
    letter = {
        "subject": "A base invites you",
        "text": "Read it:\nhttps://example.org/en/me/\n\n– and answer.",
    }
    page.emulate_media(color_scheme=theme)
    page.set_content(render_to_string("letters/frame.html", letter))
    # It has no landmarks: whatever reads mail has those.
    rules = [
        "color-contrast",
        "document-title",
        "html-has-lang",
        "html-lang-valid",
        "link-name",
        "heading-order",
    ]
    assert violations(page, rules=rules) == {}
