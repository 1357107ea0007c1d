"""What stands above the list of bases."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from bases.views.bases import directory
from cms.blocks import BODY, COUNTS
from cms.models.body import BodyPage

# Of "bases/" in bases/urls.py, which is asked before the addresses of pages: the page stands where the directory does.
SLUG = "bases"


class BaseIntroPage(BodyPage):
    """Title, lead and body above the directory of bases in one language. Its address is the directory's own."""

    # The directory has tiles by province already, and a page can hold their ids once.
    body = StreamField(
        [(name, block) for name, block in BODY if name != "tiles"],
        verbose_name=_("body"),
        help_text=_("Shown above the whole list; not above further pages of it, nor where it is filtered."),
        blank=True,
        block_counts={name: counts for name, counts in COUNTS.items() if name != "tiles"},
    )

    promote_panels = [FieldPanel("slug", help_text=_("Always that of the list of bases."))]
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("introduction to the list of bases")
        verbose_name_plural = _("introductions to the list of bases")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.slug = SLUG
        super().full_clean(*args, **kwargs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The directory with these words."""
        request.bases_intro = self  # type: ignore[attr-defined]
        return directory(request)
