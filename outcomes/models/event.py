from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models.step_event import StepEvent
from exchanges.routes import side_words
from matching.models import Outcome
from outcomes.choices import OutcomeStep
from taxonomy.models import says_its_language


class OutcomeEvent(StepEvent):
    """A step of an outcome, for its timeline. Of a reminder, `side` is who was reminded."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="events")
    step = models.CharField(_("step"), max_length=10, choices=OutcomeStep.choices)

    class Meta(StepEvent.Meta):
        verbose_name = _("step of an outcome")
        verbose_name_plural = _("steps of outcomes")
        constraints = [
            models.CheckConstraint(condition=Q(step__in=OutcomeStep.values), name="outcome_step_is_known"),
            says_its_language("reason", language="reason_language", name="outcome_step_says_its_language"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id}: {self.get_step_display()}"

    @property
    def who(self) -> str:
        side = side_words(self.outcome.exchange.introduction.opening, self.side)
        return _now("to: %(side)s") % {"side": side} if self.step == OutcomeStep.REMIND else side
