"""Success stories: what came of a visit, as both sides let it be told."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms import visits
from cms.models.body import BodyPage
from cms.models.listing import IndexPage
from cms.models.picture import Pictured
from cms.models.told import may_be_told, told_as
from matching.choices import OutcomeState


class StoryIndexPage(IndexPage):
    """Lists its stories, the latest first."""

    row = "cms/rows/dated.html"
    order = ("-date", "-pk")
    all_of = _("All stories")
    nothing = _("There is no story yet.")
    subpage_types: ClassVar[list[str]] = ["cms.StoryPage"]

    class Meta:
        verbose_name = _("list of success stories")
        verbose_name_plural = _("lists of success stories")


class StoryPage(Pictured):
    """One story. Facts of the visit stand beside it as long as both sides release them."""

    date = models.DateField(_("date"), default=timezone.localdate)
    outcome = models.ForeignKey(
        "matching.Outcome",
        verbose_name=_("outcome of the visit"),
        help_text=_(
            "One that both sides released; when one of them takes it back, the page shows nothing of it."
        ),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        limit_choices_to={"state": OutcomeState.RELEASED},
        related_name="+",
    )

    # Key of the page that was made of the words of both sides: a copy has another key, and the same words.
    told_as = models.UUIDField(null=True, editable=False, db_index=True)

    content_panels = [
        FieldPanel("date"),
        FieldPanel("outcome"),
        *BodyPage.content_panels,
        Pictured.picture_panel,
    ]
    template = "cms/story_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.StoryIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("success story")
        verbose_name_plural = _("success stories")

    def clean(self) -> None:
        super().clean()
        if not self._may_be_told():
            raise ValidationError(
                _(
                    "One side took this story back: nothing of it is public. Delete the page, or wait until both agree."
                )
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Whoever publishes it, from whatever revision: words that were taken back are never live."""
        self.told_as = self.told_as or told_as(self.translation_key)
        if self.live and not self._may_be_told():  # type: ignore[has-type]
            self.live = False
        super().save(*args, **kwargs)

    def _may_be_told(self) -> bool:
        return may_be_told(self.told_as or self.translation_key)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        visit = visits.released(self.outcome_id) if self.outcome_id else None
        return super().get_context(request, *args, **kwargs) | {"visit": visit}
