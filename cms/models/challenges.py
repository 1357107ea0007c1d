"""The global challenges, each with an introduction and what is live across the fields."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms import live
from cms.models.body import BodyPage
from cms.models.listing import SubjectIndexPage
from cms.models.subject import SubjectPage
from taxonomy.models import Challenge


class ChallengeIndexPage(SubjectIndexPage):
    """Lists the pages of the global challenges in the order of the challenges."""

    order = ("challenge__order", "pk")
    counted = "challenges"
    all_of = _("All challenges")
    nothing = _("No challenge has a page yet.")
    subpage_types: ClassVar[list[str]] = ["cms.ChallengePage"]

    class Meta:
        verbose_name = _("list of the global challenges")
        verbose_name_plural = _("lists of the global challenges")

    def entries(self, sent: Any) -> Any:
        return super().entries(sent).select_related("challenge")


class ChallengePage(SubjectPage):
    """One global challenge in one language: openings, and bases whose projects work on it."""

    challenge = models.ForeignKey(
        Challenge, verbose_name=_("global challenge"), on_delete=models.PROTECT, related_name="+"
    )

    subject = "challenge"
    content_panels = [FieldPanel("challenge"), *BodyPage.content_panels]
    template = "cms/challenge_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.ChallengeIndexPage"]

    class Meta:
        verbose_name = _("page of a global challenge")
        verbose_name_plural = _("pages of global challenges")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "openings": live.openings(challenge=self.challenge_id),
            "bases": live.bases(challenge=self.challenge_id),
        }
