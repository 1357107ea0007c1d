"""Programmes: what each supports, and its openings."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from bases.models import Programme
from cms import live
from cms.models.body import BodyPage
from cms.models.listing import SubjectIndexPage
from cms.models.subject import SubjectPage


class ProgrammeIndexPage(SubjectIndexPage):
    """Lists the pages of the programmes."""

    counted = "programme"
    all_of = _("All programmes")
    nothing = _("No programme has a page yet.")
    subpage_types: ClassVar[list[str]] = ["cms.ProgrammePage"]

    class Meta:
        verbose_name = _("list of programmes")
        verbose_name_plural = _("lists of programmes")


class ProgrammePage(SubjectPage):
    """One programme in one language. When the programme is deleted, its page stays and says so."""

    programme = models.ForeignKey(
        Programme, verbose_name=_("programme"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    subject = "programme"
    content_panels = [FieldPanel("programme"), *BodyPage.content_panels]
    template = "cms/programme_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.ProgrammeIndexPage"]

    class Meta:
        verbose_name = _("page of a programme")
        verbose_name_plural = _("pages of programmes")

    @property
    def asked(self) -> str:
        return f"?programme={self.programme.slug}" if self.programme else ""

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if self.programme_id:
            programme = Programme.objects.select_related("framework").get(pk=self.programme_id)
            found = {
                "programme": programme,
                "openings": live.openings(programme=programme.slug),
                "countries": live.countries_of(programme),
            }
        return super().get_context(request, *args, **kwargs) | found
