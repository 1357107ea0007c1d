from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.step_event import StepEvent
from introductions.choices import IntroductionStep
from matching.models import Introduction
from taxonomy.models import says_its_language


class IntroductionEvent(StepEvent):
    """A step of an introduction, for its timeline."""

    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="events")
    step = models.CharField(_("step"), max_length=10, choices=IntroductionStep.choices)

    class Meta(StepEvent.Meta):
        verbose_name = _("step of an introduction")
        verbose_name_plural = _("steps of introductions")
        constraints = [
            models.CheckConstraint(
                condition=Q(step__in=IntroductionStep.values), name="introduction_step_is_known"
            ),
            says_its_language(
                "reason", language="reason_language", name="introduction_step_says_its_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.introduction_id}: {self.get_step_display()}"
