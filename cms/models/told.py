from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.models import Outcome


class ToldStory(models.Model):
    """Which page, in every language, was made of the words of both sides of a stay.

    It stands beside the page and not in it: revisions of a page bring back what its fields were. No page of it is live
    unless the outcome is released (`StoryPage.save`); when the outcome is deleted, none is ever again.
    """

    outcome = models.OneToOneField(
        Outcome,
        verbose_name=_("outcome of the visit"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    translation_key = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = _("story of a visit")
        verbose_name_plural = _("stories of visits")

    def __str__(self) -> str:
        return str(self.translation_key)


def told_as(translation_key: UUID) -> UUID | None:
    """The same, when the page of this key was made of somebody's words."""
    return translation_key if ToldStory.objects.filter(translation_key=translation_key).exists() else None


def may_be_told(key: UUID) -> bool:
    """Unless the page was made of words that somebody took back."""
    told = ToldStory.objects.filter(translation_key=key)
    return not told.exclude(outcome__in=Outcome.objects.released()).exists()
