"""What only a browser can tell: filters without a reload, the keyboard, phones, life without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from search.indexing import rebuild
from taxonomy.choices import StayKind
from tests.factories import (
    MatchableProfileFactory,
    OpenOpeningFactory,
    ProjectFactory,
    StaffMembershipFactory,
    UserFactory,
)
from tests.factories.users import PASSWORD

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def log_in(page: Page, email: str) -> None:
    page.goto("/en/account/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page).to_have_url(re.compile("/en/me/$"))


def test_a_filter_changes_the_list_in_place(page: Page) -> None:
    OpenOpeningFactory(fields=["energy"])
    OpenOpeningFactory(fields=["health"], kind=StayKind.TEAM)
    page.goto("/en/openings/")
    expect(page.get_by_role("heading", name="2 openings")).to_be_visible()
    page.evaluate("window.same = true")
    page.get_by_label("Biology and health").check()
    expect(page.get_by_role("heading", name="1 opening")).to_be_visible()
    expect(page).to_have_url(re.compile("field=health"))
    expect(page.get_by_role("status")).to_have_text("1 opening")
    expect(page.get_by_label("Biology and health")).to_be_focused()
    assert page.evaluate("window.same") is True
    page.get_by_role("link", name="Biology and health , remove").click()
    expect(page.get_by_role("heading", name="2 openings")).to_be_visible()


def test_back_leads_to_the_list_before(page: Page) -> None:
    OpenOpeningFactory(fields=["energy"])
    OpenOpeningFactory(fields=["health"])
    page.goto("/en/openings/")
    page.get_by_label("Biology and health").check()
    expect(page.get_by_role("heading", name="1 opening")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="2 openings")).to_be_visible()


def test_words_are_sent_with_the_filters_in_force(page: Page) -> None:
    OpenOpeningFactory(fields=["energy"])
    rebuild()
    page.goto("/en/openings/?field=energy")
    page.get_by_label("Search in openings").fill("tungsten")
    page.get_by_label("Search in openings").press("Enter")
    expect(page).to_have_url(re.compile("q=tungsten"))
    expect(page).to_have_url(re.compile("field=energy"))


def test_without_scripts_the_filters_are_a_form(browser: Browser, live_server: LiveServer) -> None:
    OpenOpeningFactory(fields=["energy"])
    OpenOpeningFactory(fields=["health"])
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/en/openings/")
    page.get_by_label("Biology and health").check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_role("heading", name="1 opening")).to_be_visible()
    context.close()


def test_the_keyboard_skips_to_the_content(page: Page) -> None:
    page.goto("/en/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()


def test_the_language_switch_stays_on_the_page(page: Page) -> None:
    opening = OpenOpeningFactory()
    page.goto(f"/en/openings/{opening.pk}/?from=list")
    page.get_by_role("link", name="中文").click()
    expect(page).to_have_url(re.compile(rf"/zh-hans/openings/{opening.pk}/\?from=list"))
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"


def test_the_language_switch_keeps_filters_chosen_in_place(page: Page) -> None:
    OpenOpeningFactory(fields=["energy"])
    OpenOpeningFactory(fields=["health"])
    page.goto("/en/openings/")
    page.get_by_label("Biology and health").check()
    expect(page.get_by_role("heading", name="1 opening")).to_be_visible()
    page.get_by_role("link", name="中文").click()
    expect(page).to_have_url(re.compile("/zh-hans/openings/.*field=health"))
    expect(page.get_by_role("heading", name="1个岗位")).to_be_visible()


def test_the_filter_is_a_sheet_on_a_phone(page: Page) -> None:
    OpenOpeningFactory(fields=["energy"])
    OpenOpeningFactory(fields=["health"])
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/en/openings/")
    expect(page.get_by_label("Biology and health")).to_be_hidden()
    page.get_by_role("link", name="Filter").click()
    page.get_by_label("Biology and health").check()
    expect(page.get_by_role("heading", name="1 opening")).to_be_visible()
    expect(
        page.get_by_label("Biology and health")
    ).to_be_visible()  # the sheet stays open for the next choice


def test_applied_filters_end_at_the_results_under_a_clean_address(page: Page) -> None:
    OpenOpeningFactory(fields=["energy"])
    OpenOpeningFactory(fields=["health"])
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto("/en/openings/")
    page.get_by_role("link", name="Filter").click()
    page.get_by_label("Biology and health").check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page).to_have_url(re.compile(r"/en/openings/\?field=health#results-h$"))
    expect(page.get_by_role("heading", name="1 opening")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Apply filters")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_head_takes_two_rows_on_a_phone_once_somebody_is_logged_in(
    page: Page, width: int, language: str
) -> None:
    page.set_viewport_size({"width": width, "height": 780})
    log_in(page, UserFactory().email)
    page.goto(f"/{language}/")
    assert page.evaluate("document.querySelector('.masthead').offsetHeight") < 120  # px


def test_a_chinese_title_breaks_between_its_phrases(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto("/zh-hans/")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).wordBreak") == "keep-all"


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_page_scrolls_sideways(page: Page, width: int, language: str) -> None:
    opening = OpenOpeningFactory(requires={"en": "B2"})
    ProjectFactory(base=opening.base)
    MatchableProfileFactory(speaks={"en": "C1"})
    staff = StaffMembershipFactory(institution=opening.institution).user
    rebuild()
    page.set_viewport_size({"width": width, "height": 900})
    log_in(page, staff.email)
    wide = {}
    for path in (
        "/",
        "/openings/?field=energy",
        f"/openings/{opening.pk}/",
        f"/openings/{opening.pk}/shortlist/",
        "/bases/",
        f"/bases/{opening.base.slug}/",
        "/me/",
        "/me/openings/",
    ):
        page.goto(f"/{language}{path}")
        wide[path] = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
    assert wide == dict.fromkeys(wide, 0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast_in_both_schemes(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto("/en/")
    ground, text = page.evaluate(
        "[getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert (brightness(ground) > brightness(text)) is (scheme == "light")


def brightness(colour: str) -> int:
    """Of `rgb(r, g, b)`."""
    return sum(int(part) for part in re.findall(r"\d+", colour)[:3])


def test_a_person_reads_the_evidence_from_their_side(page: Page) -> None:
    OpenOpeningFactory(requires={"en": "B2"})
    profile = MatchableProfileFactory(speaks={"en": "C1"})
    rebuild()
    log_in(page, profile.user.email)
    page.get_by_role("link", name="See openings for me").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Openings for me")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Laser diagnostics")
