"""Every block and the form of the contact page in a browser: nothing that axe finds, nothing beyond the edge."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from cms.models import StandardPage
from tests.cms.conftest import make_site, make_whole_site
from tests.e2e.pages import OF_COLOUR, violations
from tests.factories import OpenOpeningFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

BLOCKS = [
    ("tiles", {"heading": "A"}),
    ("sankey", {"heading": "B"}),
    (
        "actions",
        {
            "heading": "C",
            "actions": [{"reader": "anybody", "text": "D", "action": "E", "target": "bases:directory"}],
        },
    ),
    ("people", {"heading": "F", "field": "", "number": 3}),
    ("documents", {"heading": "G", "documents": []}),
    ("deadlines", {"heading": "H", "field": "", "number": 3}),
    ("stat", {"figures": ["openings", "bases"]}),
    ("table", {"caption": "I", "head": ["J", "K"], "rows": [["L", "M"]]}),
    ("questions", {"heading": "N", "items": [{"question": "O", "answer": "<p>P</p>"}]}),
]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_block_is_accessible_and_fits(page: Page, live_server: LiveServer, language: str) -> None:
    whole = make_whole_site(make_site())
    OpenOpeningFactory(programme=whole.programme, challenges=["climate"])
    about: StandardPage = whole.pages["about/"][language]
    about.body = BLOCKS
    about.save()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    wrong: dict[str, Any] = {}
    for path in ("about/", "contact/"):
        for theme, width in (("light", 360), ("dark", 1280)):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"/{language}/{path}")
            if found := violations(page, rules=() if theme == "light" else OF_COLOUR):
                wrong[f"{path} {theme}"] = found
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wrong[f"{path} {width}"] = "sideways"
    assert wrong == {}
    assert {url for url in asked if not url.startswith(live_server.url)} == set()
