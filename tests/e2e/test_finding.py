"""Finding an opening as somebody would who has never seen the site."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from bases.choices import NationalityRule
from bases.models import OpeningText
from search.indexing import rebuild
from taxonomy.choices import StayKind
from tests.e2e.test_browser import log_in
from tests.factories import OpenOpeningFactory, UserFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
WORDS = {
    "en": ("Search in openings", "plasma", "Your nationality", "Pakistan", "Young scientist, 12 months"),
    "zh-hans": ("搜索岗位", "等离子体", "你的国籍", "巴基斯坦", "青年科学家（12个月）"),
}


@pytest.mark.parametrize("language", WORDS)
def test_a_young_scientist_from_pakistan_finds_plasma_physics(page: Page, language: str) -> None:
    search, question, nationality, country, kind = WORDS[language]
    title = "Plasma turbulence in a tokamak"
    openings = [
        OpenOpeningFactory(kind=StayKind.YOUNG_12),
        OpenOpeningFactory(
            kind=StayKind.YOUNG_12, nationality_rule=NationalityRule.ONLY, nationalities=["DE"]
        ),
        OpenOpeningFactory(),
    ]
    OpeningText.objects.filter(opening__in=openings).update(title=title, requirements=[])
    rebuild()
    page.goto(f"/{language}/openings/")
    page.get_by_label(search).fill(question)
    page.get_by_label(search).press("Enter")
    expect(page).to_have_url(re.compile("q="))
    page.get_by_role("combobox", name=nationality).select_option(label=f"{country} (2)")
    expect(page.locator("ol.results > li")).to_have_count(2)
    page.get_by_label(kind).check()
    expect(page.locator("ol.results > li")).to_have_count(1)
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_a_saved_search_is_deleted_after_a_question(page: Page) -> None:
    OpenOpeningFactory(fields=["energy"])
    log_in(page, UserFactory().email)
    page.goto("/en/openings/?field=energy")
    page.get_by_role("link", name="Save this search").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Energy and resources", exact=True)).to_be_visible()
    page.get_by_role("link", name="Delete…").click()
    page.get_by_role("dialog").get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("link", name="Delete…").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete the search").click()
    expect(page.get_by_text("You have saved no search yet.")).to_be_visible()
