"""What pages of running text share."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import BODY, COUNTS

HOME_DEPTH = 2  # below the root of Wagtail's tree


class BodyPage(Page):
    """A page with a summary, which lists and descriptions show too, and a body of blocks."""

    summary = models.TextField(_("summary"), max_length=400)
    body = StreamField(BODY, verbose_name=_("body"), blank=True, block_counts=COUNTS)

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        above = self.get_ancestors().filter(depth__gt=HOME_DEPTH).live()
        return super().get_context(request, *args, **kwargs) | {"crumbs": list(above)}
