from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.choices import ErasureState
from privacy.transitions import ERASURE
from taxonomy.models import AtomicModel
from taxonomy.transitions import transition_is_legal


class Erasure(AtomicModel):
    """Somebody asked to be erased. What stays afterwards is a number, three dates and how many rows of what went."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="erasures"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ErasureState.choices, default=ErasureState.WAITING
    )
    came_from = models.CharField(max_length=10, blank=True, editable=False)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    due_at = models.DateTimeField(_("due"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    told_at = models.DateTimeField(
        _("told what has to end first"), null=True, blank=True
    )  # once, at the first obstacle
    figures = models.JSONField(_("rows by kind"), default=dict, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        constraints = [
            transition_is_legal(ERASURE, name="erasure_transition_is_legal"),
            models.CheckConstraint(condition=Q(due_at__gt=F("asked_at")), name="erasure_gives_time"),
            models.CheckConstraint(
                condition=Q(state=ErasureState.WAITING) | Q(ended_at__isnull=False),
                name="ended_erasure_says_when",
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(state=ErasureState.WAITING), name="one_waiting_erasure_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.get_state_display()})"
