from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.step_event import StepEvent
from experts.models import Nomination
from nominations.choices import NominationStep
from taxonomy.models import says_its_language


class NominationEvent(StepEvent):
    """A step of a nomination, for its timeline. It goes with the nomination."""

    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="events")
    step = models.CharField(_("step"), max_length=10, choices=NominationStep.choices)

    class Meta(StepEvent.Meta):
        verbose_name = _("step of a nomination")
        verbose_name_plural = _("steps of nominations")
        constraints = [
            models.CheckConstraint(
                condition=Q(step__in=NominationStep.values), name="nomination_step_is_known"
            ),
            says_its_language("reason", language="reason_language", name="nomination_step_says_its_language"),
        ]

    def __str__(self) -> str:
        return f"{self.nomination}: {self.get_step_display()}"
