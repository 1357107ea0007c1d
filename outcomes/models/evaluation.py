from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.choices import Side
from matching.models import Outcome
from outcomes.choices import Again, Grade
from outcomes.querysets import EvaluationQuerySet
from taxonomy.models import AtomicModel, says_its_language, written_in


class Evaluation(AtomicModel):
    """What one side says of the other. Nobody but that side reads it before both are open (outcomes/querysets.py)."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="evaluations")
    side = models.CharField(_("side"), max_length=10, choices=Side.choices)
    results = models.PositiveSmallIntegerField(_("scientific results"), choices=Grade.choices)
    together = models.PositiveSmallIntegerField(_("working together"), choices=Grade.choices)
    organised = models.PositiveSmallIntegerField(_("preparation and organisation"), choices=Grade.choices)
    again = models.CharField(_("would do it again"), max_length=6, choices=Again.choices)
    words = models.TextField(_("in words"), blank=True)
    language = written_in(_("language of the words"))
    sent_at = models.DateTimeField(_("sent"))

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        ordering = ["outcome", "side"]
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        constraints = [
            models.UniqueConstraint(fields=["outcome", "side"], name="one_evaluation_per_side"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="evaluation_side_is_known"),
            models.CheckConstraint(
                condition=Q(results__in=Grade.values, together__in=Grade.values, organised__in=Grade.values),
                name="evaluation_grades_are_known",
            ),
            models.CheckConstraint(condition=Q(again__in=Again.values), name="evaluation_again_is_known"),
            says_its_language("words", language="language", name="evaluation_says_its_language"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id} ({self.get_side_display()})"
