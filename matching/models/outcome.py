from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.choices import OutcomeState
from matching.models.exchange import Exchange
from matching.querysets import OutcomeQuerySet
from matching.transitions import OUTCOME
from taxonomy.models import AtomicModel
from taxonomy.site_clock import site_today
from taxonomy.transitions import transition_is_legal


def due_by_default() -> date:
    return site_today() + timedelta(days=30)


class Outcome(AtomicModel):
    """Where the report of a visit stands; what both sides tell of it is in `outcomes.models`.

    A story is public only when both released it.
    """

    exchange = models.OneToOneField(Exchange, on_delete=models.PROTECT, related_name="outcome")
    state = models.CharField(
        _("state"), max_length=10, choices=OutcomeState.choices, default=OutcomeState.DUE
    )
    came_from = models.CharField(max_length=10, blank=True, editable=False)
    due_on = models.DateField(_("reports due"), default=due_by_default)  # the last day
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    host_reported_at = models.DateTimeField(_("host reported"), null=True, blank=True)
    person_reported_at = models.DateTimeField(_("person reported"), null=True, blank=True)
    host_released_at = models.DateTimeField(_("released by the host"), null=True, blank=True)
    person_released_at = models.DateTimeField(_("released by the person"), null=True, blank=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [
            transition_is_legal(OUTCOME, name="outcome_transition_is_legal"),
            models.CheckConstraint(
                condition=~Q(state__in=[OutcomeState.COMPLETE, OutcomeState.RELEASED])
                | Q(host_reported_at__isnull=False, person_reported_at__isnull=False),
                name="complete_outcome_has_both_reports",
            ),
            models.CheckConstraint(
                condition=~Q(state=OutcomeState.RELEASED)
                | Q(host_released_at__isnull=False, person_released_at__isnull=False),
                name="released_outcome_has_both_yes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exchange} ({self.get_state_display()})"
