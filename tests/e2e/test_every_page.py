"""The demo site, page by page: accessible, translated and whole.

Public pages in both languages, both themes and every width, and light; those behind the log-in on a phone in Chinese
and, dark, at a desk in English.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Page as EditorialPage

from accounts.models import User
from bases.models import Base, Framework, Opening, Programme
from search.indexing import rebuild
from tests.e2e.inside import inside_addresses, user_of
from tests.e2e.pages import HEAVIEST, MOST_SHIFT, OF_COLOUR, WIDTHS, Visit, violations

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.timeout(1_200)]

LANGUAGES = [code for code, _ in settings.LANGUAGES]
INSIDE: list[tuple[str, Literal["light", "dark"], int, tuple[str, ...]]] = [
    ("zh-hans", "light", 360, ()),
    ("en", "dark", 1280, OF_COLOUR),
]
SCREENSHOTS = settings.ROOT / "var" / "screenshots"  # for people to look at; CI keeps them


def public_addresses(language: str) -> Iterator[str]:
    """One of each kind of page, lists in each of their states."""
    opening, base = Opening.objects.open().order_by("pk")[0], Base.objects.matchable()[0]
    yield from (
        "openings/",
        "openings/?field=energy&kind=young_12&open_to=PK",
        "openings/?q=zzzzzz",
        "openings/?kind=nothing&field=nothing",
        f"openings/{opening.pk}/",
        "bases/",
        f"bases/{base.slug}/",
        f"institutions/{base.institution.slug}/",
        f"openings/programmes/{Programme.objects.all()[0].slug}/",
        f"frameworks/{Framework.objects.all()[0].slug}/",
        "search/",
        "search/?q=tokamak",
        "search/?q=tokamk",
        "account/login/",
        "account/signup/",
        "account/password/reset/",
        "account/confirm-email/",
    )
    seen = set()
    pages = EditorialPage.objects.live().public().filter(locale__language_code=language, depth__gte=2)
    for page in pages.order_by("path"):
        if page.content_type_id not in seen:
            seen.add(page.content_type_id)
            yield page.url.removeprefix(f"/{language}/")


def test_every_page_holds(page: Page, live_server: LiveServer) -> None:
    """One test, for loading the demo takes as long as looking at forty pages."""
    call_command("load_demo", verbosity=0)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    visit = Visit(page)
    wrong: dict[str, Any] = {}
    links: set[str] = set()
    for language in LANGUAGES:
        for number, path in enumerate(public_addresses(language)):
            address = f"/{language}/{path}"
            if problems := looked_at(visit, live_server.url, address, f"{language}-{number:02}"):
                wrong[address] = problems
            links |= visit.links()
    wrong |= {path: f"{status}" for path in sorted(links) if (status := asked(page, path)) >= 400}
    rebuild()
    for login, paths in inside_addresses().items():
        enter(page, user_of(login), live_server.url)
        for number, path in enumerate(paths):
            if problems := looked_at_inside(visit, live_server.url, path, f"{login}-{number:02}"):
                wrong[f"{login} {path}"] = problems
    assert wrong == {}


def enter(page: Page, user: User, site: str) -> None:
    """Be logged in from here on."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.clear_cookies()
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])


def looked_at_inside(visit: Visit, site: str, path: str, name: str) -> list[str]:
    """What is wrong with a page that is seen by those who are logged in."""
    page = visit.page
    found: list[str] = []
    for language, theme, width, rules in INSIDE:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 800})
        here = f"{language}, {theme}, {width} px"
        found += [f"{here}: status {status}"] if (status := visit.go(f"/{language}/{path}")) != 200 else []
        found += [f"from elsewhere: {url}" for url in visit.foreign(site)]
        found += [f"{here}: layout shifts by {shift:.2f}"] if (shift := visit.shift()) > MOST_SHIFT else []
        found += [f"{here}: {n} px beyond the edge"] if (n := visit.sideways()) else []
        found += [f"not marked: {text}" for text in visit.strange_words()]
        found += [f"{here}: {rule} {where}" for rule, where in violations(page, rules=rules).items()]
    page.screenshot(path=SCREENSHOTS / f"inside-{name}.jpg", type="jpeg", quality=70, full_page=True)
    return found


def looked_at(visit: Visit, site: str, address: str, name: str) -> list[str]:
    """What is wrong with a page."""
    page = visit.page
    page.emulate_media(
        color_scheme="light", reduced_motion="reduce"
    )  # a colour on its way to another is none of ours
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    found = [f"status {status}"] if (status := visit.go(address)) != 200 else []
    found += [f"from elsewhere: {url}" for url in visit.foreign(site)]
    found += [f"a font: {url}" for url in visit.fonts()]
    found += [f"{weight} bytes"] if (weight := visit.weight()) > HEAVIEST else []
    found += [f"layout shifts by {shift:.2f}"] if (shift := visit.shift()) > MOST_SHIFT else []
    found += [f"not marked: {text}" for text in visit.strange_words()]
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found += [f"{width} px: {n} px beyond the edge"] if (n := visit.sideways()) else []
            rules = () if theme == "light" else OF_COLOUR
            found += [
                f"{theme}, {width} px: {rule} {where}"
                for rule, where in violations(page, rules=rules).items()
            ]
            if theme == "light" and width != WIDTHS[1]:
                page.screenshot(
                    path=SCREENSHOTS / f"page-{name}-{width}.jpg", type="jpeg", quality=70, full_page=True
                )
    return found


def asked(page: Page, path: str) -> int:
    """The status of what a link leads to."""
    return page.request.get(path, max_redirects=0).status
