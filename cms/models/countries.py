"""Partner countries: who hosts there, what is open to its nationals, which frameworks it belongs to."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from wagtail.admin.panels import FieldPanel

from bases.shown import HOME
from cms import live
from cms.models.body import BodyPage
from cms.models.listing import IndexPage
from cms.models.picture import Pictured
from cms.models.subject import SubjectPage


class CountryIndexPage(IndexPage):
    """Lists the pages of the countries, each with how many openings its nationals may apply for."""

    row = "cms/rows/subject.html"
    all_of = _("All countries")
    nothing = _("No country has a page yet.")
    subpage_types: ClassVar[list[str]] = ["cms.CountryPage"]

    class Meta:
        verbose_name = _("list of countries")
        verbose_name_plural = _("lists of countries")

    def tell(self, shown: list[Any]) -> None:
        numbers = live.numbers_open_to(entry.about_id for entry in shown)
        for entry in shown:
            entry.taking = numbers.get(entry.about_id, 0)


class CountryPage(Pictured, SubjectPage):
    """One country in one language."""

    country = CountryField(verbose_name=_("country"))

    subject = "country"
    content_panels = [FieldPanel("country"), *BodyPage.content_panels, Pictured.picture_panel]
    template = "cms/country_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.CountryIndexPage"]

    class Meta:
        verbose_name = _("page of a country")
        verbose_name_plural = _("pages of countries")

    @property
    def about_id(self) -> str:
        return str(self.country.code or "")

    @property
    def asked_by_nationals(self) -> str:
        """The filter of what its nationals may apply for; an opening that leads abroad is for people of its host."""
        inbound = "" if self.about_id == HOME else "&direction=inbound"
        return f"?open_to={self.about_id}{inbound}"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        code = self.about_id
        for_nationals, number = live.open_to(code)
        return super().get_context(request, *args, **kwargs) | {
            "openings": live.openings(country=code),
            "bases": live.bases(country=code),
            "frameworks": live.frameworks(country=code),
            "for_nationals": for_nationals,
            "number_for_nationals": number,
        }
