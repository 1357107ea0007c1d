"""The picture of a page, never without words for who does not see it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.models.body import BodyPage


class Pictured(BodyPage):
    """At the head of the page, small in lists, and shown by messengers in place of the picture of the site."""

    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    picture_alt = models.CharField(
        _("what the image shows"),
        max_length=200,
        blank=True,
        help_text=_("Read aloud in place of the image."),
    )

    picture_panel = MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture"))

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.picture_id and not self.picture_alt.strip():
            raise ValidationError(
                {"picture_alt": _("Say what the picture shows; some readers do not see it.")}
            )


def with_pictures(pages: Any) -> Any:
    """With what their rows in a list need, in as many queries for one page as for twenty."""
    if issubclass(pages.model, Pictured):
        return pages.select_related("picture").prefetch_related("picture__renditions")
    return pages
