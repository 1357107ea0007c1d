from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from experts.models.profile import Profile
from taxonomy.choices import StayKind
from taxonomy.models import AtomicModel


class WantedStay(AtomicModel):
    """A stay that a person would come for: what kind, how long, and between which dates."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="stays")
    kind = models.CharField(_("kind of stay"), max_length=20, choices=StayKind.choices)
    months_min = models.PositiveSmallIntegerField(_("shortest (months)"))
    months_max = models.PositiveSmallIntegerField(_("longest (months)"))
    earliest = models.DateField(_("earliest start"))
    latest = models.DateField(_("latest end"))

    class Meta:
        ordering = ["earliest", "id"]
        verbose_name = _("wanted stay")
        verbose_name_plural = _("wanted stays")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=StayKind.values), name="wanted_stay_kind_is_known"),
            models.CheckConstraint(
                condition=Q(months_min__gte=1, months_max__gte=F("months_min")), name="wanted_stay_is_a_range"
            ),
            models.CheckConstraint(
                condition=Q(latest__gt=F("earliest")), name="wanted_stay_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.earliest}–{self.latest}"
