"""Icons, languages and dates, as every page shows them."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.context import RequestContext
from django.templatetags.static import static
from django.urls import translate_url
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext_lazy, pgettext
from wagtail.models import Page as EditorialPage

from taxonomy.moments import moment

register = template.Library()

# How a language names itself, and its tag in HTML.
AUTONYMS = {"zh-hans": "中文", "en": "English"}
LONGEST_ADDRESS = 4_000  # characters; a longer query string is not repeated
LENGTHS = (  # seconds, ascending
    (1, ngettext_lazy("%(number)d second", "%(number)d seconds", "number")),
    (60, ngettext_lazy("%(number)d minute", "%(number)d minutes", "number")),
    (3_600, ngettext_lazy("%(number)d hour", "%(number)d hours", "number")),
    (86_400, ngettext_lazy("%(number)d day", "%(number)d days", "number")),
)
HTML_TAGS = {"zh-hans": "zh-Hans", "en": "en"}
# Level of a message -> kind of a notice.
KINDS = {"success": "done", "warning": "wait", "error": "harm"}


@register.simple_tag
def icon(name: str, size: str = "s") -> SafeString:
    """A line icon of the sprite; its word stands beside it. `size`: "s" in a line of text, "m" by itself."""
    return _icon(name, size)


@lru_cache(maxsize=256)  # a list shows the same few dozens of times
def _icon(name: str, size: str) -> SafeString:
    css = "icon icon--s" if size == "s" else "icon"
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css, static("icons.svg"), name
    )


@register.filter
def notice_kind(level: str) -> str:
    """The kind of notice that a message of `level` is: "done", "wait", "harm", or none."""
    return KINDS.get(level, "")


@register.filter
def lang_tag(language: str | None) -> str:
    """`zh-Hans` for `zh-hans`: what a `lang` attribute holds."""
    return HTML_TAGS.get(language or "", language or "")


@register.simple_tag
def lang_attr(language: str | None) -> SafeString:
    """` lang="…"` where a text is in another language than its page; nothing otherwise."""
    if not language or language == get_language():
        return SafeString("")
    return format_html(' lang="{}"', lang_tag(language))


@register.simple_tag(takes_context=True)
def languages(context: RequestContext) -> list[dict[str, Any]]:
    """The languages of the site, each with the address of this very page, query string included.

    An editorial page leads to its translation; where it has none, to where that would stand, which says so.
    """
    request = context.get("request")
    page = context.get("page")
    if request and isinstance(page, EditorialPage):
        return _translations(request, page)
    here = request.get_full_path() if request else "/"
    if request and len(here) > LONGEST_ADDRESS:
        here = request.path
    return [
        {
            "code": code,
            "tag": lang_tag(code),
            "name": AUTONYMS[code],
            "url": translate_url(here, code),
            "absolute": request.build_absolute_uri(translate_url(here, code)) if request else "",
            "translated": True,
            "current": code == get_language(),
        }
        for code, _ in settings.LANGUAGES
    ]


def _translations(request: HttpRequest, page: EditorialPage) -> list[dict[str, Any]]:
    others = page.get_translations().live().public().select_related("locale")
    translations = {other.locale.language_code: other for other in others} | {page.locale.language_code: page}
    here = page.get_url(request) or "/"
    found = []
    for code, _ in settings.LANGUAGES:
        other = translations.get(code)
        url = (other.get_url(request) if other else None) or translate_url(here, code)
        found.append(
            {
                "code": code,
                "tag": lang_tag(code),
                "name": AUTONYMS[code],
                "url": url,
                "absolute": request.build_absolute_uri(url),
                "translated": other is not None,
                "current": code == get_language(),
            }
        )
    return found


@register.simple_tag
def gap() -> str:
    """Between two sentences: a space, and nothing after a Chinese full stop, which brings its own."""
    return "" if _chinese() else " "


@register.filter
def lead_in(label: str) -> str:
    """Before what is said of a field: `Name: `. A sentence loses its full stop, a question takes no colon."""
    words = str(label).rstrip(".。")
    return words + (gap() if words.endswith(("?", "？")) else pgettext("after a name", ": "))


@register.filter
def phrases(title: str) -> SafeString:
    """A Chinese title that breaks between its phrases only: `wbr` after each Chinese comma or colon."""
    return mark_safe(re.sub("([，：；])", r"\1<wbr>", escape(title)))  # escaped first


@register.filter
def day(value: date | datetime) -> str:
    """23 Nov 2026, 2026年11月23日."""
    if isinstance(value, datetime):
        value = localtime(value)
    return date_format(value)


@register.filter
def month(value: date) -> str:
    """March 2027, 2027年3月."""
    return date_format(value, "YEAR_MONTH_FORMAT")


@register.filter
def short_day(value: date | datetime) -> str:
    """23 Nov, 11月23日: where the year is this one or the next and said elsewhere."""
    if isinstance(value, datetime):
        value = localtime(value)
    return date_format(value, "MONTH_DAY_FORMAT")


register.filter("moment", moment)


@register.filter
def waited(seconds: float) -> str:
    """How long, in the largest unit of which there are two: 95 seconds, 3 hours."""
    for length, words in reversed(LENGTHS):
        if seconds >= 2 * length:
            return words % {"number": int(seconds // length)}
    return LENGTHS[0][1] % {"number": round(seconds)}


@register.filter
def joined(parts: list[str]) -> str:
    """A row of words: `a, b` or `a、b`."""
    return ("、" if _chinese() else ", ").join(str(part) for part in parts)


def _chinese() -> bool:
    return (get_language() or "").startswith("zh")
