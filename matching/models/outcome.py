from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.choices import OutcomeState
from matching.models.exchange import Exchange
from matching.querysets import OutcomeQuerySet
from matching.transitions import OUTCOME
from taxonomy.choices import Language
from taxonomy.models import AtomicModel, written_in
from taxonomy.transitions import transition_is_legal


class Outcome(AtomicModel):
    """What came of a visit, told by both sides; a story is public only when both released it."""

    exchange = models.OneToOneField(Exchange, on_delete=models.PROTECT, related_name="outcome")
    state = models.CharField(
        _("state"), max_length=10, choices=OutcomeState.choices, default=OutcomeState.DUE
    )
    came_from = models.CharField(max_length=10, blank=True, editable=False)
    host_report = models.JSONField(_("report of the host"), default=dict, blank=True)
    host_report_language = written_in(_("language of the host's report"))
    person_report = models.JSONField(_("report of the person"), default=dict, blank=True)
    person_report_language = written_in(_("language of the person's report"))
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
            models.CheckConstraint(
                condition=Q(host_reported_at__isnull=True) | Q(host_report_language__in=Language.values),
                name="host_report_says_its_language",
            ),
            models.CheckConstraint(
                condition=Q(person_reported_at__isnull=True) | Q(person_report_language__in=Language.values),
                name="person_report_says_its_language",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exchange} ({self.get_state_display()})"
