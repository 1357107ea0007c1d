from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.step_event import StepEvent
from exchanges.choices import ExchangeStep
from exchanges.routes import side_words
from matching.models import Exchange
from taxonomy.models import says_its_language


class ExchangeEvent(StepEvent):
    """A step of a stay, for its timeline. `day`: when it happened, by the calendar of the agreement."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="events")
    step = models.CharField(_("step"), max_length=10, choices=ExchangeStep.choices)
    day = models.DateField(_("day"), null=True, blank=True)
    version = models.PositiveSmallIntegerField(_("version of the agreement"), null=True, blank=True)

    class Meta(StepEvent.Meta):
        abstract = False
        verbose_name = _("step of an exchange")
        verbose_name_plural = _("steps of exchanges")
        constraints = [
            models.CheckConstraint(condition=Q(step__in=ExchangeStep.values), name="exchange_step_is_known"),
            says_its_language("reason", language="reason_language", name="exchange_step_says_its_language"),
        ]

    def __str__(self) -> str:
        return f"{self.exchange_id}: {self.get_step_display()}"

    @property
    def who(self) -> str:
        return side_words(self.exchange.introduction.opening, self.side)
