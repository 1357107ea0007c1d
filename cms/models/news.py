"""News, the latest first."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from bases import addresses
from cms.models.body import BodyPage

PER_PAGE = 10


class NewsIndexPage(BodyPage):
    """Lists its articles, a page at a time."""

    template = "cms/news_index_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.NewsArticlePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        sent = addresses.bounded(request.GET)
        articles = NewsArticlePage.objects.child_of(self).live().public().order_by("-date", "-pk")
        shown = Paginator(articles, PER_PAGE).get_page(sent.get("page"))
        return super().get_context(request, *args, **kwargs) | {
            "articles": shown,
            "neighbours": addresses.neighbours(sent, shown),
        }


class NewsArticlePage(BodyPage):
    """One item of news."""

    date = models.DateField(_("date"), default=timezone.localdate)

    content_panels = [FieldPanel("date"), *BodyPage.content_panels]
    template = "cms/news_article_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("news article")
        verbose_name_plural = _("news articles")
