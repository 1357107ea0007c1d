"""What is found beside openings: what everybody may see of hosts and pages, read anew for each question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet, TextChoices
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy
from wagtail.models import Page
from wagtail.search import index

from bases.models import Base, Framework, Institution, Programme
from taxonomy.choices import Language

FIRST_DEPTH = 3  # of pages below a home page


class Kind(TextChoices):
    """Groups of what is found, in the order in which they are shown."""

    BASE = "base", _("Bases")
    INSTITUTION = "institution", _("Institutions")
    PROGRAMME = "programme", _("Programmes and frameworks")
    PAGE = "page", pgettext_lazy("of the site", "Pages")


@dataclass(frozen=True, slots=True)
class Version:
    """What stands in one language, and where. Texts are plain."""

    language: str
    title: str
    summary: str
    body: str
    address: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in each language in which it is written; never without a version."""

    kind: Kind
    versions: tuple[Version, ...]

    def version(self, language: str) -> Version:
        """The one in `language`, else the first."""
        return next((version for version in self.versions if version.language == language), self.versions[0])

    def telling(self, language: str) -> Version:
        """The version of which an excerpt tells something: that in `language`, unless it has a title alone."""
        own = self.version(language)
        return next((version for version in (own, *self.versions) if version.summary or version.body), own)


# Kind, name of the address, and what everybody may see. Each has texts with a name, by language.
HOSTS: tuple[tuple[Kind, str, Callable[[], QuerySet[Any]]], ...] = (
    (Kind.BASE, "bases:base", Base.objects.matchable),
    (Kind.INSTITUTION, "bases:institution", Institution.objects.verified),
    (Kind.PROGRAMME, "bases:programme", Programme.objects.all),
    (Kind.PROGRAMME, "bases:framework", Framework.objects.all),
)


def public_entries() -> list[Entry]:
    """Everything, in a number of queries that does not grow: hosts by address, pages in the order of their tree."""
    return [*_hosts(), *_pages()]


def _hosts() -> Iterator[Entry]:
    for kind, name, rows in HOSTS:
        for row in rows().order_by("slug").prefetch_related("texts"):
            texts = sorted(row.texts.all(), key=lambda text: not text.is_original)
            versions = [
                Version(
                    text.language,
                    text.name,
                    "",
                    getattr(text, "about", ""),
                    _address(name, row.slug, text.language),
                )
                for text in texts
            ]
            if versions:
                yield Entry(kind, tuple(versions))


def _address(name: str, slug: str, language: str) -> str:
    with override(language):
        return reverse(name, args=[slug])


def _pages() -> Iterator[Entry]:
    pages = (
        Page.objects.live().public().filter(depth__gte=FIRST_DEPTH).select_related("locale").order_by("path")
    )
    tied: dict[Any, list[Version]] = {}
    for page in pages:
        if parts := page.get_url_parts():
            summary, body = _words_of(page)
            version = Version(page.locale.language_code, page.title, summary, body, parts[2])
            tied.setdefault(page.translation_key, []).append(version)
    for versions in tied.values():
        yield Entry(Kind.PAGE, tuple(sorted(versions, key=lambda version: version.language != Language.EN)))


def _words_of(page: Page) -> tuple[str, str]:
    """Summary, and everything else in a page that can be searched."""
    if (
        page.last_published_at is None
    ):  # never published by an editor, so nothing tells one state of it from another
        return _read(page.pk)
    return _remembered(page.pk, page.last_published_at)


@lru_cache(maxsize=5_000)
def _remembered(pk: int, published: datetime) -> tuple[str, str]:
    """The words of a page as it was published at that moment: a page is read once for each state of it."""
    return _read(pk)


def _read(pk: int) -> tuple[str, str]:
    page = Page.objects.get(pk=pk).specific
    said = {
        field.field_name: _plain(field.get_value(page))
        for field in type(page).get_search_fields()
        if isinstance(field, index.SearchField)
    }
    rest = (text for name, text in said.items() if name not in ("summary", "title"))
    return said.get("summary", ""), " ".join(rest)


def _plain(value: Any) -> str:
    texts = value if isinstance(value, list) else [value]
    return " ".join(strip_tags(str(text)) for text in texts if text)
