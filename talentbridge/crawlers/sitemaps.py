"""The public addresses, each with the same page in the other language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Page

from bases.models import Opening
from cms.finding.entries import HOSTS
from cms.models import BaseIntroPage

HOME_DEPTH = 2  # of the first page that has an address


class Bilingual(Sitemap[Any]):
    """Every item in each language of the site."""

    i18n = True
    alternates = True
    limit = 5_000  # of an item in both languages; a sitemap holds at most 50,000 addresses

    def get_urls(
        self, page: int | str = 1, site: Any = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        """Whoever reads neither language is led to the default one; Django's own `x_default` leaves out its tag."""
        urls: list[dict[str, Any]] = super().get_urls(page, site, protocol)
        for url in urls:
            alternates = url["alternates"]
            alternates += [
                one | {"lang_code": "x-default"}
                for one in alternates
                if one["lang_code"] == settings.LANGUAGE_CODE
            ]
        return urls


class FixedSitemap(Bilingual):
    def items(self) -> list[str]:
        return ["matching:openings", "bases:directory"]

    def location(self, item: str) -> str:
        return reverse(item)


class OpeningSitemap(Bilingual):
    def items(self) -> QuerySet[Opening]:
        return Opening.objects.open().order_by("pk").only("pk", "updated_at")

    def location(self, item: Opening) -> str:
        return reverse("bases:opening", args=[item.pk])

    def lastmod(self, item: Opening) -> datetime:
        return item.updated_at


class HostSitemap(Bilingual):
    """Bases, institutions, programmes and frameworks: what the search of the site finds of them."""

    def items(self) -> list[tuple[str, str]]:
        return [
            (name, slug)
            for _, name, rows in HOSTS
            for slug in rows().order_by("slug").values_list("slug", flat=True)
        ]

    def location(self, item: tuple[str, str]) -> str:
        name, slug = item
        return reverse(name, args=[slug])


@dataclass(frozen=True, slots=True)
class Tied:
    """A page and its translation."""

    addresses: Mapping[str, str]  # language -> path
    changed: datetime | None


class PageSitemap(Bilingual):
    """Editorial pages; what stands above the list of bases has its address, which FixedSitemap names."""

    def items(self) -> list[Tied]:
        pages = Page.objects.live().public().not_exact_type(BaseIntroPage).filter(depth__gte=HOME_DEPTH)
        pages = pages.select_related("locale")
        addresses: dict[Any, dict[str, str]] = {}
        changed: dict[Any, list[datetime]] = {}
        for page in pages.order_by("path"):
            if parts := page.get_url_parts():
                addresses.setdefault(page.translation_key, {})[page.locale.language_code] = parts[2]
                changed.setdefault(page.translation_key, []).extend(filter(None, [page.last_published_at]))
        return [Tied(paths, max(changed[key], default=None)) for key, paths in addresses.items()]

    def get_languages_for_item(self, item: Tied) -> list[str]:
        return [code for code, _ in settings.LANGUAGES if code in item.addresses]

    def location(self, item: Tied) -> str:
        return item.addresses[get_language() or settings.LANGUAGE_CODE]

    def lastmod(self, item: Tied) -> datetime | None:
        return item.changed

    def get_latest_lastmod(self) -> datetime | None:
        latest: datetime | None = Page.objects.live().aggregate(at=Max("last_published_at"))["at"]
        return latest


SITEMAPS = {
    "site": FixedSitemap,
    "openings": OpeningSitemap,
    "hosts": HostSitemap,
    "pages": PageSitemap,
}
