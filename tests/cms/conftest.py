"""A small site in English and Chinese, made as an editor makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from wagtail.models import Locale
from wagtail.rich_text import RichText

from cms.models import FieldIndexPage, FieldPage, HomePage, NewsArticlePage, NewsIndexPage, StandardPage
from cms.models.body import BodyPage
from taxonomy.models import PriorityField

TEXTS = {
    "en": {"title": "In English", "summary": "A summary.", "text": "<p>Some words.</p>"},
    "zh-hans": {"title": "中文标题", "summary": "一段摘要。", "text": "<p>一些文字。</p>"},
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


@pytest.fixture
def site(db: None) -> Site:
    home = {page.locale.language_code: page for page in HomePage.objects.select_related("locale")}
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
