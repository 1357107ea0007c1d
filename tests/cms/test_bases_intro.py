"""What editors write above the list of bases."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory

from bases.models import Base
from bases.views.bases import PER_PAGE
from cms.finding.entries import public_entries
from cms.models import BaseIntroPage, StandardPage
from tests.cms.conftest import TEXTS, Site, tied
from tests.factories import OpenOpeningFactory

BUILT_IN = {"en": "Recognised bases of international", "zh-hans": "已认定的国际科技合作基地"}
WORDS = {"en": "Some words.", "zh-hans": "一些文字。"}


@pytest.fixture
def intro(site: Site) -> dict[str, BaseIntroPage]:
    return tied(BaseIntroPage, site.home, slug="bases")


def shown(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_directory_begins_with_what_editors_wrote(intro: dict[str, BaseIntroPage], language: str) -> None:
    opening = OpenOpeningFactory()
    html = shown(f"/{language}/bases/")
    title, summary = TEXTS[language]["title"], TEXTS[language]["summary"]
    assert html.count("<h1>") == 1
    assert f"<h1>{title}</h1>" in html
    assert f"<title>{title} –" in html
    assert f'<meta name="description" content="{summary}">' in html
    assert html.index(WORDS[language]) < html.index(f'href="/{language}/bases/{opening.base.slug}/"')
    assert BUILT_IN[language] not in html


@pytest.mark.parametrize("absent", ["never written", "unpublished", "of another language", "private"])
def test_without_published_words_the_directory_has_its_own(site: Site, absent: str) -> None:
    if absent != "never written":
        pages = tied(BaseIntroPage, site.home, slug="bases")
        if absent == "of another language":
            pages["en"].delete()
        elif absent == "unpublished":
            pages["en"].unpublish()
        else:
            pages["en"].view_restrictions.create(restriction_type="login")
    html = shown("/en/bases/")
    assert "<h1>Bases</h1>" in html
    assert BUILT_IN["en"] in html
    assert WORDS["en"] not in html


def test_a_changed_draft_is_not_shown_but_previewed(
    intro: dict[str, BaseIntroPage], rf: RequestFactory
) -> None:
    opening = OpenOpeningFactory()
    page = intro["zh-hans"]
    page.title = "改过的标题"
    page.save_revision()
    assert "改过的标题" not in shown("/zh-hans/bases/")
    html = page.get_latest_revision_as_object().make_preview_request(rf.get("/")).content.decode()
    assert "<h1>改过的标题</h1>" in html
    assert f'href="/zh-hans/bases/{opening.base.slug}/"' in html


def test_further_pages_and_filtered_lists_keep_to_the_title(intro: dict[str, BaseIntroPage]) -> None:
    OpenOpeningFactory.create_batch(PER_PAGE + 1)
    for query in ("?page=2", "?field=energy"):
        html = shown(f"/en/bases/{query}")
        assert "<h1>In English</h1>" in html
        assert WORDS["en"] not in html
    assert WORDS["en"] in shown("/en/bases/?page=1")
    assert Base.objects.count() == PER_PAGE + 1


def test_it_stands_at_the_address_of_the_directory_whatever_is_typed(site: Site) -> None:
    page = BaseIntroPage(
        title="All about bases", summary="S.", slug="all-about", locale=site.home["en"].locale
    )
    site.home["en"].add_child(instance=page)
    assert page.url == "/en/bases/"
    with pytest.raises(ValidationError):
        site.home["en"].add_child(instance=StandardPage(title="Bases", summary="S.", slug="bases"))


def test_search_and_sitemap_name_the_directory_once(intro: Any, client: Client) -> None:
    found = [
        version.address
        for entry in public_entries()
        for version in entry.versions
        if "bases" in version.address
    ]
    assert sorted(found) == ["/en/bases/", "/zh-hans/bases/"]
    parts = "".join(
        client.get(f"/sitemap-{part}.xml").content.decode() for part in ("site", "openings", "hosts", "pages")
    )
    assert parts.count("<loc>http://testserver/en/bases/</loc>") == 1
