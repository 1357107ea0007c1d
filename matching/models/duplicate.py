from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from experts.models import Profile
from taxonomy.models import AtomicModel


class SetApart(AtomicModel):
    """Somebody looked at two profiles that seemed to be one person's, and they are not. Deleting it asks again."""

    first = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+", verbose_name=_("profile"))
    second = models.ForeignKey(
        Profile, on_delete=models.CASCADE, related_name="+", verbose_name=_("other profile")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("actor"),
    )
    decided_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["-decided_at", "-id"]
        verbose_name = _("pair set apart")
        verbose_name_plural = _("pairs set apart")
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_apart_has_one_order"),
            models.UniqueConstraint(fields=["first", "second"], name="one_decision_per_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
