"""From an institution that nobody knew to an opening and its shortlist, by phone, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from time import monotonic

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from bases.domain.publication import submit_opening
from bases.models import Opening
from search.indexing import rebuild
from tests.e2e.test_accounts import link_in_the_last_letter
from tests.factories import (
    MatchableProfileFactory,
    OfficerFactory,
    OpeningFactory,
    StaffMembershipFactory,
    UserFactory,
)
from tests.factories.users import PASSWORD

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

SECONDS = 300  # from the verified institution to the shortlist
LANGUAGES = ["en", "zh-hans"]
SAID = {
    "en": {
        "title": "Laser diagnostics of tungsten walls",
        "summary": "Join us for half a year at the tokamak.",
        "description": "You measure how much deuterium stays in tungsten, by a laser between the shots of a tokamak.",
        "requirements": "Experience with laser diagnostics\nResearch on plasma-facing tungsten",
    },
    "zh-hans": {
        "title": "钨壁激光诊断",
        "summary": "邀请你到托卡马克实验室工作半年。",
        "description": "在托卡马克放电间隙用激光测量钨中滞留的氘。",
        "requirements": "熟悉激光诊断\n研究面向等离子体的钨材料",
    },
}


@pytest.fixture
def phones(browser: Browser, live_server: LiveServer) -> Iterator[list[Page]]:
    """Two people with a phone each. Whatever their consoles complain of fails the test."""
    complaints: list[str] = []
    opened = []
    for _ in range(2):
        context = browser.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740})
        page = context.new_page()
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        opened.append(page)
    yield opened
    for page in opened:
        page.context.close()
    assert complaints == []


def log_in(page: Page, user: User, language: str) -> None:
    page.goto(f"/{language}/account/login/")
    page.locator("#id_login").fill(user.email)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main form button.button").first.click()
    expect(page).to_have_url(re.compile(f"/{language}/me/$"))


def fits(page: Page) -> None:
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url


def press(page: Page, name: str, value: str = "") -> None:
    """The button with this name; with a value, the one of the form that holds it."""
    fits(page)
    form = f'main form:has(input[name="{name}"][value="{value}"])'
    page.locator(f"{form} button" if value else f'main button[name="{name}"]').click()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_institution_publishes_an_opening_and_reads_its_shortlist(
    phones: list[Page], language: str
) -> None:
    owner, officer = UserFactory(language=language), OfficerFactory(language=language)
    MatchableProfileFactory(speaks={"en": "C1"})
    rebuild()
    end, say = ("zh" if language == "zh-hans" else "en"), SAID[language]
    host, office = phones
    log_in(host, owner, language)
    log_in(office, officer, language)

    host.goto(f"/{language}/institutions/register/")
    host.locator(f"#id_name_{end}").fill("Riverside Plasma Institute")
    host.locator("#id_kind").select_option("enterprise")
    host.locator("#id_province").select_option("anhui")
    host.locator("#id_website").fill("https://plasma.example.org/")
    host.locator('input[name="fields_of_work"]').first.check()
    fits(host)
    host.locator("main form button.button").last.click()
    expect(host.get_by_role("heading", level=1)).to_contain_text("Riverside Plasma Institute")
    office.goto(f"/{language}/institutions/waiting/")
    office.locator('main a[href$="/verification/"]').first.click()
    fits(office)
    office.locator("main form button.button").first.click()
    expect(office).to_have_url(re.compile("/institutions/waiting/"))
    host.goto(link_in_the_last_letter())  # it is verified
    began = monotonic()

    host.goto(f"/{language}/me/")
    host.locator('main a[href$="/bases/"]').first.click()
    host.locator('main a[href$="/bases/add/"]').first.click()
    host.locator(f"#id_name_{end}").fill("Riverside Base")
    host.locator("#id_kind").select_option("joint_centre")
    host.locator("#id_province").select_option("anhui")
    host.locator('input[name="fields"]').first.check()
    fits(host)
    host.locator("main form button.button").last.click()
    expect(host.locator("main")).to_contain_text("Riverside Base")

    host.goto(f"/{language}/me/")
    host.locator('main a[href$="/openings/new/"]').click()
    host.locator("#id_title").fill(say["title"])
    host.locator("#id_kind").select_option("young_6")
    fits(host)
    host.locator("main form button.button").click()
    expect(host).to_have_url(re.compile(r"/openings/\d+/edit/"))
    for name in ("summary", "description", "requirements"):
        host.locator(f"#id_{name}_{end}").fill(say[name])
    host.locator("#id_declared").select_option("no")
    expect(host.locator("#kept[data-kept]")).to_be_visible()  # by itself
    expect(host.locator("#fit [data-people]")).to_have_text("1")
    press(host, "onward")
    expect(host).to_have_url(re.compile("/state/"))
    press(host, "step", "submit")
    expect(host.locator('main form:has(input[value="take_back"]) button')).to_be_visible()

    office.goto(f"/{language}/openings/review/")
    office.locator("main table th a").first.click()
    press(office, "step", "publish")
    expect(office).to_have_url(re.compile("/openings/review/"))

    host.goto(link_in_the_last_letter())
    opening = Opening.objects.get()
    assert opening.is_open
    host.locator(f'main a[href$="/openings/{opening.pk}/shortlist/"]').first.click()
    expect(host.locator("main ol li h2").first).to_be_visible()
    fits(host)
    assert monotonic() - began < SECONDS


def test_two_windows_of_a_team_lose_nothing(phones: list[Page]) -> None:
    opening = OpeningFactory()
    first, second = phones
    for page in phones:
        log_in(page, StaffMembershipFactory(institution=opening.institution).user, "en")
        page.goto(f"/en/openings/{opening.pk}/edit/")
    first.locator("#id_pay_en").fill("Thirty thousand yuan a month")
    expect(first.locator("#kept[data-kept]")).to_be_visible()
    second.locator("#id_housing_en").fill("A flat on the campus")
    expect(second.locator("#kept")).to_contain_text("a colleague changed the draft")
    press(second, "save")
    expect(second.locator("main")).to_contain_text("Thirty thousand yuan a month")
    expect(second.locator("#id_housing_en")).to_have_value("A flat on the campus")


def test_a_draft_is_written_without_scripts(browser: Browser, live_server: LiveServer) -> None:
    opening = OpeningFactory()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    log_in(page, StaffMembershipFactory(institution=opening.institution).user, "en")
    page.goto(f"/en/openings/{opening.pk}/edit/")
    page.locator("#id_pay_en").fill("Thirty thousand yuan a month")
    page.locator('button[name="onward"]').click()
    expect(page).to_have_url(re.compile("/state/"))
    assert opening.texts.get().pay == "Thirty thousand yuan a month"
    context.close()


def editing(page: Page, opening: Opening, user: User) -> None:
    log_in(page, user, "en")
    page.goto(f"/en/openings/{opening.pk}/edit/")


def test_what_could_not_be_kept_is_said_and_kept_after_a_new_log_in(
    browser: Browser, live_server: LiveServer
) -> None:
    opening = OpeningFactory()
    user = StaffMembershipFactory(institution=opening.institution).user
    context = browser.new_context(base_url=live_server.url)
    page, other = context.new_page(), context.new_page()
    editing(page, opening, user)
    context.clear_cookies()
    page.locator("#id_pay_en").fill("Thirty thousand yuan a month")
    expect(page.locator("#kept")).to_contain_text("Not kept: you are logged out")
    log_in(other, user, "en")
    page.bring_to_front()
    page.locator("#id_housing_en").fill("A flat on the campus")
    expect(page.locator("#kept[data-kept]")).to_be_visible()  # with the token of the new log-in
    page.locator('button[name="save"]').click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.locator("#id_pay_en")).to_have_value("Thirty thousand yuan a month")
    opening.texts.get(pay="Thirty thousand yuan a month", housing="A flat on the campus")
    context.close()


def test_an_opening_that_is_no_draft_any_more_takes_nothing_in_silence(
    browser: Browser, live_server: LiveServer
) -> None:
    opening = OpeningFactory()
    user = StaffMembershipFactory(institution=opening.institution).user
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    editing(page, opening, user)
    submit_opening(opening, by=user)
    page.locator("#id_pay_en").fill("Thirty thousand yuan a month")
    expect(page.locator("#kept")).to_contain_text("Not kept")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    context.close()


def test_leaving_with_unsaved_words_asks_first(browser: Browser, live_server: LiveServer) -> None:
    opening = OpeningFactory()
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    editing(page, opening, StaffMembershipFactory(institution=opening.institution).user)
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.locator("#id_pay_en").press_sequentially("Thirty")
    page.get_by_role("link", name="State and steps").click()
    expect(page).to_have_url(re.compile("/state/"))
    assert asked == ["beforeunload"]
    page.goto(f"/en/openings/{opening.pk}/edit/")
    page.locator("#id_pay_en").press_sequentially("Thirty")
    expect(page.locator("#kept[data-kept]")).to_be_visible()
    page.get_by_role("link", name="State and steps").click()
    expect(page).to_have_url(re.compile("/state/"))
    assert asked == ["beforeunload"]
    context.close()
