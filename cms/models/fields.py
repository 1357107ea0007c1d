"""The priority fields, each with an introduction and what is live in it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms import featured, live
from cms.models.body import BodyPage
from cms.models.listing import SubjectIndexPage
from cms.models.picture import Pictured
from cms.models.subject import SubjectPage
from taxonomy.models import PriorityField


class FieldIndexPage(SubjectIndexPage):
    """Lists the pages of the priority fields in the order of the fields."""

    order = ("field__order", "pk")
    counted = "fields"
    all_of = _("All fields")
    nothing = _("No field has a page yet.")
    subpage_types: ClassVar[list[str]] = ["cms.FieldPage"]

    class Meta:
        verbose_name = _("list of the priority fields")
        verbose_name_plural = _("lists of the priority fields")

    def entries(self, sent: Any) -> Any:
        return super().entries(sent).select_related("field")


class FieldPage(Pictured, SubjectPage):
    """One priority field in one language: introduction, openings that take applications, bases, featured people."""

    field = models.ForeignKey(
        PriorityField, verbose_name=_("priority field"), on_delete=models.PROTECT, related_name="+"
    )

    subject = "field"
    content_panels = [FieldPanel("field"), *BodyPage.content_panels, Pictured.picture_panel]
    template = "cms/field_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.FieldIndexPage"]

    class Meta:
        verbose_name = _("page of a priority field")
        verbose_name_plural = _("pages of priority fields")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "openings": live.openings(field=self.field_id),
            "bases": live.bases(field=self.field_id),
            "people": featured.people(field=self.field_id),
        }
