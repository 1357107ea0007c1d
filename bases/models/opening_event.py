from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bases.choices import OpeningStep
from bases.models.opening import Opening
from taxonomy.models import AtomicModel, says_its_language, written_in


class OpeningEvent(AtomicModel):
    """A step of an opening, for its timeline."""

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="events")
    step = models.CharField(_("step"), max_length=10, choices=OpeningStep.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_officer = models.BooleanField(_("by an officer"), default=False)
    reason = models.TextField(_("reason"), blank=True)
    reason_language = written_in(_("language of the reason"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("step of an opening")
        verbose_name_plural = _("steps of openings")
        constraints = [
            models.CheckConstraint(condition=Q(step__in=OpeningStep.values), name="opening_step_is_known"),
            says_its_language("reason", language="reason_language", name="opening_step_says_its_language"),
        ]

    @property
    def by_platform(self) -> bool:
        """By the clock or by a rule. Of others nobody is named once they are erased."""
        return self.step in (OpeningStep.EXPIRE, OpeningStep.HOLD) and not self.by_officer

    def __str__(self) -> str:
        return f"{self.opening}: {self.get_step_display()}"
