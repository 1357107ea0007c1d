from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms import figures
from cms.models.countries import CountryIndexPage, CountryPage
from cms.models.fields import FieldIndexPage
from cms.models.news import NewsArticlePage
from cms.models.picture import with_pictures

NEWS_SHOWN = 3
COUNTRIES_SHOWN = 12


class HomePage(Page):
    """The front page in one language; its figures are counted when it is served."""

    hero_title = models.CharField(_("title on the page"), max_length=120)
    hero_lead = models.TextField(_("text below the title"), max_length=400)

    content_panels = [*Page.content_panels, FieldPanel("hero_title"), FieldPanel("hero_lead")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "cms.FieldIndexPage",
        "cms.ChallengeIndexPage",
        "cms.CountryIndexPage",
        "cms.ProgrammeIndexPage",
        "cms.BaseIntroPage",
        "cms.NewsIndexPage",
        "cms.StoryIndexPage",
        "cms.ResourceIndexPage",
        "cms.TrainingIndexPage",
        "cms.GuideIndexPage",
        "cms.StatisticsPage",
        "cms.ContactPage",
        "cms.StandardPage",
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        news = NewsArticlePage.objects.descendant_of(self).live().public().order_by("-date", "-pk")
        countries = CountryPage.objects.descendant_of(self).live().public().order_by("title", "pk")
        return super().get_context(request, *args, **kwargs) | {
            "countries": list(countries[:COUNTRIES_SHOWN]),
            "country_index": CountryIndexPage.objects.child_of(self).live().public().first(),
            "field_index": FieldIndexPage.objects.child_of(self).live().public().first(),
            "news": list(with_pictures(news)[:NEWS_SHOWN]),
            "fields": figures.openings_by_field(),
            "challenges": figures.challenges(),
            "openings_now": figures.openings_now(),
            "closing_soon": figures.closing_soon(),
            "progress": figures.progress(),
        }
