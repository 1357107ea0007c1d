"""Editorial pages: written in English, translated as an editor would do it, so that both stay tied side by side."""

from __future__ import annotations

import uuid
from datetime import timedelta
from html import escape
from typing import TypeVar

from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.models import FieldIndexPage, FieldPage, HomePage, NewsArticlePage, NewsIndexPage
from cms.models.body import BodyPage
from demo import schema
from taxonomy.choices import Language
from taxonomy.models import PriorityField

Index = TypeVar("Index", FieldIndexPage, NewsIndexPage)

FIELDS = {
    "title": ("Priority fields", "优先领域"),
    "summary": (
        "What each of the eight fields works on, which openings it has, and where its bases are.",
        "八个领域各研究什么，有哪些岗位，基地在哪里。",
    ),
}
NEWS = {
    "title": ("News", "新闻"),
    "summary": ("What is new on the platform.", "平台的新变化。"),
}


def make_field_page(item: schema.FieldIntroduction) -> FieldPage:
    field = PriorityField.objects.get(pk=item.id)
    page = FieldPage(field=field, title=field.name_en, slug=item.id, summary=item.summary["en"])
    words = {field.name_en: field.name_zh} | _words(item)
    return _publish(page, _index(FieldIndexPage, "fields", FIELDS), _paragraphs(item), words)


def make_article(item: schema.Article) -> NewsArticlePage:
    page = NewsArticlePage(
        title=item.title["en"],
        slug=item.id,
        summary=item.summary["en"],
        date=timezone.localdate() - timedelta(days=item.days_ago),
    )
    body = _paragraphs(item)
    words = {item.title["en"]: item.title["zh-hans"]} | _words(item)
    if item.deadlines:
        body.append(("deadlines", {"heading": item.deadlines["en"], "field": "", "number": 5}))
        words[item.deadlines["en"]] = item.deadlines["zh-hans"]
    return _publish(page, _index(NewsIndexPage, "news", NEWS), body, words)


def _paragraphs(item: schema.PageText) -> list[tuple[str, object]]:
    return [("text", "".join(f"<p>{escape(text, quote=False)}</p>" for text in item.paragraphs["en"]))]


def _words(item: schema.PageText) -> dict[str, str]:
    """English text -> Chinese, as they stand in HTML."""
    # A folded YAML line leaves a space where Chinese has none.
    pairs = zip(item.paragraphs["en"], (_closed(text) for text in item.paragraphs["zh-hans"]), strict=True)
    paragraphs = {escape(en, quote=False): escape(zh, quote=False) for en, zh in pairs}
    return {item.summary["en"]: item.summary["zh-hans"]} | paragraphs


def _closed(text: str) -> str:
    return (
        text.replace("， ", "，")
        .replace("。 ", "。")
        .replace("： ", "：")
        .replace("、 ", "、")
        .replace("； ", "；")
    )


def _index(model: type[Index], slug: str, words: dict[str, tuple[str, str]]) -> Index:
    """The English index, made with its translation where there is none."""
    home = HomePage.objects.filter(locale__language_code=Language.EN).first()
    if home is None:
        raise LookupError(
            "there is no English home page; make one in the editor, or migrate an empty database"
        )
    if found := model.objects.child_of(home).first():
        return found
    page = model(slug=slug, title=words["title"][0], summary=words["summary"][0])
    return _publish(page, home, [], dict(words.values()))


Written = TypeVar("Written", bound=BodyPage)


def _publish(page: Written, parent: Page, body: list[tuple[str, object]], words: dict[str, str]) -> Written:
    """Publish an English page below `parent`, and its Chinese translation made of `words`."""
    page.locale = Locale.objects.get(language_code=Language.EN)
    page.translation_key = uuid.uuid4()
    page.body = body
    parent.add_child(instance=page)
    page.save_revision().publish()

    chinese = Locale.objects.get(language_code=Language.ZH)
    source, _ = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=chinese)
    for segment in StringSegment.objects.filter(source=source).select_related("string", "context"):
        # The address is the same in both languages, and so counts as translated.
        if data := (words | {page.slug: page.slug}).get(segment.string.data):
            StringTranslation.objects.create(
                translation_of=segment.string, locale=chinese, context=segment.context, data=data
            )
    # Publishing by save_target would wait for the commit; whatever fails there would leave half of the pages.
    translation.save_target(publish=False)
    translation.get_target_instance().get_latest_revision().publish()
    return page
