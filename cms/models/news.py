"""News, the latest first."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.models.body import BodyPage
from cms.models.listing import IndexPage
from cms.models.picture import Pictured


class NewsIndexPage(IndexPage):
    """Lists its articles."""

    row = "cms/rows/dated.html"
    order = ("-date", "-pk")
    all_of = _("All news")
    nothing = _("There is no news yet.")
    subpage_types: ClassVar[list[str]] = ["cms.NewsArticlePage"]

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")


class NewsArticlePage(Pictured):
    """One item of news."""

    date = models.DateField(_("date"), default=timezone.localdate)

    content_panels = [FieldPanel("date"), *BodyPage.content_panels, Pictured.picture_panel]
    template = "cms/news_article_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("news article")
        verbose_name_plural = _("news articles")
