"""Every part in every state, as a browser shows it: both languages, both themes, phone to desktop."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.e2e.pages import OF_COLOUR, WIDTHS, violations
from tests.factories import OpenOpeningFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

SCREENSHOTS = Path(settings.ROOT) / "var" / "screenshots"  # for people to look at; CI keeps them
THEMES = ("light", "dark")


@pytest.fixture
def requests(page: Page) -> list[str]:
    """The addresses that the page asks for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_part_is_accessible_and_fits(
    page: Page, live_server: LiveServer, requests: list[str], language: str, theme: str
) -> None:
    OpenOpeningFactory(fields=["energy", "health"])
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    wrong: dict[str, Any] = {}
    page.goto(f"/{language}/styleguide/?theme={theme}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(
            path=SCREENSHOTS / f"styleguide-{language}-{theme}-{width}.jpg",
            type="jpeg",
            quality=85,
            full_page=True,
        )
        if found := violations(page, rules=() if theme == "light" else OF_COLOUR):
            wrong[f"{width} px"] = found
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if beyond:
            wrong[f"{width} px, sideways"] = beyond
    assert wrong == {}
    assert {url for url in requests if not url.startswith(live_server.url)} == set()


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_overrules_the_system(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme="light" if theme == "dark" else "dark")
    page.goto(f"/en/styleguide/?theme={theme}")
    assert ground_of(page) == {"light": "rgb(255, 255, 255)", "dark": "rgb(16, 21, 27)"}[theme]


@pytest.mark.parametrize("theme", THEMES)
def test_a_browser_without_light_dark_shows_the_same_colours(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.goto("/en/styleguide/")
    names = page.locator("#colours code").all_text_contents()
    new = colours_of(page, names)
    page.route("**/css/*.css", without_light_dark)
    page.goto("/en/styleguide/?again")
    assert "light-dark" not in page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--color-text')"
    )
    assert colours_of(page, names) == new
    assert len(set(new)) > 20
    assert violations(page, rules=OF_COLOUR) == {}


def without_light_dark(route: Route) -> None:
    """A style sheet as a browser reads it that does not know light-dark()."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("light-dark(", "not-known("))


def ground_of(page: Page) -> str:
    colour: str = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return colour


def colours_of(page: Page, names: list[str]) -> list[str]:
    """Each token as it is painted."""
    found: list[str] = page.evaluate(
        """names => names.map(name => {
            const rect = document.querySelector(`rect[fill="var(${name})"]`);
            return getComputedStyle(rect).fill;
        })""",
        names,
    )
    return found


def test_a_dialog_asks_and_can_be_left(page: Page) -> None:
    page.goto("/en/styleguide/")
    dialog = page.get_by_role("dialog", name="Withdraw your interest")
    expect(dialog).to_be_hidden()
    page.get_by_role("link", name="Withdraw my interest…").first.click()
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Keep it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page).to_have_url(re.compile("/styleguide/$"))
    expect(page.get_by_role("link", name="Withdraw my interest…").first).to_be_focused()


def test_without_scripts_a_page_asks_what_the_dialog_asks(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/en/styleguide/")
    page.get_by_role("link", name="Withdraw my interest…").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Withdraw your interest in this opening?")
    context.close()


def test_a_file_is_dropped_anywhere_on_its_field(page: Page) -> None:
    page.goto("/en/styleguide/")
    words = page.get_by_text("Drop a file here, or choose one").first
    words.scroll_into_view_if_needed()
    box = words.bounding_box()
    assert box
    middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    assert page.evaluate("([x, y]) => document.elementFromPoint(x, y).type", middle) == "file"
