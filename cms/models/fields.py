"""The priority fields, each with an introduction and what is live in it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms import figures, live
from cms.models.body import BodyPage
from taxonomy.models import PriorityField


class FieldIndexPage(BodyPage):
    """Lists the pages of the priority fields in the order of the fields."""

    template = "cms/field_index_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.FieldPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of the priority fields")
        verbose_name_plural = _("lists of the priority fields")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        pages = FieldPage.objects.child_of(self).live().public().select_related("field")
        taking = {field.pk: field.taking for field in figures.openings_by_field()}  # type: ignore[attr-defined]
        return super().get_context(request, *args, **kwargs) | {
            "field_pages": [(page, taking[page.field_id]) for page in pages.order_by("field__order", "pk")]
        }


class FieldPage(BodyPage):
    """One priority field in one language: introduction, openings that take applications, bases."""

    field = models.ForeignKey(
        PriorityField, verbose_name=_("priority field"), on_delete=models.PROTECT, related_name="+"
    )

    content_panels = [FieldPanel("field"), *BodyPage.content_panels]
    template = "cms/field_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.FieldIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("page of a priority field")
        verbose_name_plural = _("pages of priority fields")

    def clean(self) -> None:
        super().clean()
        if not self.field_id or not self.locale_id:
            return
        others = FieldPage.objects.filter(field=self.field_id, locale=self.locale_id).exclude(pk=self.pk)
        if other := others.first():
            raise ValidationError(
                {
                    "field": _(
                        "“%(page)s” is the page of this field; choose another field or edit that page."
                    )
                    % {"page": other.title}
                }
            )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "openings": live.openings(field=self.field_id),
            "bases": live.bases(field=self.field_id),
        }
