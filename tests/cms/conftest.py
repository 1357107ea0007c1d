"""A small site in English and Chinese, made as an editor makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Locale
from wagtail.rich_text import RichText

from bases.models import Programme
from cms import models
from cms.models import FieldIndexPage, FieldPage, HomePage, NewsArticlePage, NewsIndexPage, StandardPage
from cms.models.body import BodyPage
from taxonomy.models import Challenge, PriorityField
from tests.factories import FrameworkFactory, ProgrammeFactory

TEXTS = {
    "en": {"title": "In English", "summary": "A summary.", "text": "<p>Some words.</p>"},
    "zh-hans": {"title": "中文标题", "summary": "一段摘要。", "text": "<p>一些文字。</p>"},
}


# Address below home -> what of it is in the type of page: one page of each type.
EVERY_TYPE = {
    "fields/": "fieldindexpage",
    "fields/energy/": "fieldpage",
    "challenges/": "challengeindexpage",
    "challenges/climate/": "challengepage",
    "countries/": "countryindexpage",
    "countries/pk/": "countrypage",
    "bases/": "baseintropage",
    "programmes/": "programmeindexpage",
    "programmes/belt/": "programmepage",
    "news/": "newsindexpage",
    "news/first/": "newsarticlepage",
    "stories/": "storyindexpage",
    "stories/soil/": "storypage",
    "resources/": "resourceindexpage",
    "resources/handbook/": "resourcepage",
    "training/": "trainingindexpage",
    "training/school/": "coursepage",
    "guides/": "guideindexpage",
    "guides/experts/": "guidepage",
    "statistics/": "statisticspage",
    "contact/": "contactpage",
    "about/": "standardpage",
}


@dataclass(frozen=True)
class Site:
    """Language -> page."""

    home: dict[str, HomePage]
    fields: dict[str, FieldIndexPage]
    energy: dict[str, FieldPage]
    news: dict[str, NewsIndexPage]
    article: dict[str, NewsArticlePage]
    standard: dict[str, StandardPage]


@dataclass(frozen=True)
class WholeSite:
    """A page of every type. `pages`: address below home -> language -> page."""

    pages: dict[str, dict[str, Any]]
    programme: Programme


@pytest.fixture
def site(db: None) -> Site:
    return make_site()


@pytest.fixture
def whole_site(site: Site) -> WholeSite:
    return make_whole_site(site)


def make_site() -> Site:
    home = homes()
    energy = PriorityField.objects.get(pk="energy")
    fields = tied(FieldIndexPage, home, slug="fields")
    news = tied(NewsIndexPage, home, slug="news")
    return Site(
        home=home,
        fields=fields,
        energy=tied(FieldPage, fields, slug="energy", field=energy),
        news=news,
        article=tied(NewsArticlePage, news, slug="first"),
        standard=tied(StandardPage, home, slug="about"),
    )


def make_whole_site(site: Site) -> WholeSite:
    programme = ProgrammeFactory(framework=FrameworkFactory(countries=["CN", "PK"]))
    today = timezone.localdate()
    entries: dict[str, dict[str, Any]] = {
        "challenges/climate/": {"challenge": Challenge.objects.get(pk="climate")},
        "countries/pk/": {"country": "PK"},
        "programmes/belt/": {"programme": programme},
        "stories/soil/": {},
        "resources/handbook/": {
            "kind": "link",
            "languages": ["en"],
            "address": "https://example.org/handbook",
        },
        "training/school/": {
            "starts_on": today,
            "ends_on": today,
            "place": "X",
            "online": True,
            "places": 20,
        },
        "guides/experts/": {"audience": "expert"},
    }
    pages: dict[str, dict[str, Any]] = {
        "fields/": site.fields,
        "fields/energy/": site.energy,
        "news/": site.news,
        "news/first/": site.article,
        "about/": site.standard,
    }
    types = {name.lower(): getattr(models, name) for name in models.__all__}
    for address, kind in EVERY_TYPE.items():
        if address not in pages:
            *above, slug = address.strip("/").split("/")
            parents = pages[f"{above[0]}/"] if above else site.home
            pages[address] = tied(types[kind], parents, slug=slug, **entries.get(address, {}))
    return WholeSite(pages=pages, programme=programme)


def homes() -> dict[str, HomePage]:
    return {page.locale.language_code: page for page in HomePage.objects.select_related("locale")}


def tied(model: type[BodyPage], parents: dict[str, Any], *, slug: str, **fields: Any) -> Any:
    """A page of each language below its parent, one the translation of the other."""
    pages: dict[str, BodyPage] = {}
    for language, words in TEXTS.items():
        page = model(title=words["title"], summary=words["summary"], slug=slug, **fields)
        page.locale = Locale.objects.get(language_code=language)
        if pages:
            page.translation_key = next(iter(pages.values())).translation_key
        page.body = [("text", RichText(words["text"]))]
        parents[language].add_child(instance=page)
        pages[language] = page
    return pages
