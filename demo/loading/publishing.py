"""Publishes an English page and its Chinese translation, as an editor would do it: both stay tied side by side."""

from __future__ import annotations

import uuid
from html import escape
from typing import Any, TypeVar

from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.models import HomePage
from cms.models.body import BodyPage
from demo.schema_pages import PageText, PicturedText
from taxonomy.choices import Language

Written = TypeVar("Written", bound=BodyPage)
Body = list[tuple[str, Any]]
Words = dict[str, str]  # English text -> Chinese, as they stand in HTML


def home() -> HomePage:
    """The English home page."""
    found = HomePage.objects.filter(locale__language_code=Language.EN).first()
    if found is None:
        raise LookupError(
            "there is no English home page; make one in the editor, or migrate an empty database"
        )
    return found


def body_of(item: PageText) -> Body:
    """The opening paragraphs, then a text for each section."""
    body: Body = [("text", _html(item.paragraphs["en"]))]
    for section in item.sections:
        heading = f"<h2>{escape(section.heading['en'], quote=False)}</h2>"
        body.append(("text", heading + _html(section.paragraphs["en"])))
    return body


def words_of(item: PageText) -> Words:
    pairs = [(item.summary["en"], closed(item.summary["zh-hans"]))]
    for texts in (item.paragraphs, *(section.paragraphs for section in item.sections)):
        # A folded YAML line leaves a space where Chinese has none.
        pairs += [
            (_inside(en), _inside(closed(zh))) for en, zh in zip(texts["en"], texts["zh-hans"], strict=True)
        ]
    pairs += [
        (_inside(section.heading["en"]), _inside(section.heading["zh-hans"])) for section in item.sections
    ]
    if isinstance(item, PicturedText):
        pairs.append((item.picture["en"], closed(item.picture["zh-hans"])))
    return dict(pairs)


def _html(paragraphs: list[str]) -> str:
    return "".join(f"<p>{_inside(text)}</p>" for text in paragraphs)


def _inside(text: str) -> str:
    return escape(text, quote=False)


def closed(text: str) -> str:
    """Chinese without the blanks that follow its signs where a line was folded."""
    for sign in "，。：、；？！）”":
        text = text.replace(f"{sign} ", sign)
    return text


def publish(page: Written, parent: Page, body: Body, words: Words) -> Written:
    """Publish an English page below `parent`, and its Chinese translation made of `words`."""
    # Each of the eight saves would work out anew what the page refers to; once is enough.
    with disable_reference_index_auto_update():
        translated = _publish(page, parent, body, words)
    for each in (page, translated):
        ReferenceIndex.create_or_update_for_object(each)
    return page


def _publish(page: Written, parent: Page, body: Body, words: Words) -> Page:
    """Returns the Chinese page."""
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
    target: Page = translation.get_target_instance()
    target.get_latest_revision().publish()
    return target
