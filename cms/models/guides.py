"""Guides, each for one kind of reader."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.choices import Audience
from cms.models.body import BodyPage
from cms.models.listing import IndexPage


class GuideIndexPage(IndexPage):
    """Lists its guides as editors put them in order."""

    row = "cms/rows/guide.html"
    order = ("path",)
    all_of = _("All guides")
    nothing = _("There is no guide yet.")
    subpage_types: ClassVar[list[str]] = ["cms.GuidePage"]

    class Meta:
        verbose_name = _("list of guides")
        verbose_name_plural = _("lists of guides")


class GuidePage(BodyPage):
    """How one kind of reader uses the platform."""

    audience = models.CharField(_("written for"), max_length=12, choices=Audience.choices)

    content_panels = [FieldPanel("audience"), *BodyPage.content_panels]
    template = "cms/guide_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.GuideIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")
