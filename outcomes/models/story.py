from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.choices import Side
from matching.models import Outcome
from taxonomy.choices import Language
from taxonomy.models import AtomicModel


class StoryWords(AtomicModel):
    """What one side would tell in public. Whether it may be is on the outcome: when each side released it."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="story")
    side = models.CharField(_("side"), max_length=10, choices=Side.choices)
    text = models.TextField(_("words for the story"))
    language = models.CharField(_("language"), max_length=7, choices=Language.choices)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        ordering = ["outcome", "side"]
        verbose_name = _("words of a story")
        verbose_name_plural = _("words of stories")
        constraints = [
            models.UniqueConstraint(fields=["outcome", "side"], name="one_story_text_per_side"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="story_side_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="story_words_are_written"),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="story_language_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id} ({self.get_side_display()})"
