from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from experts.choices import Capacity, Where
from experts.models.profile import Profile
from taxonomy.models import AtomicModel


class ProfileLook(AtomicModel):
    """Somebody else was shown a person: once for each reader, day, place and opening.

    The person reads in which capacity and for whom, never the name of the reader. `because`: the rank at that moment
    as it is stored of matches: total, strength, parts, engine – not a word that anybody wrote of themselves.
    """

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="looks")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    capacity = models.CharField(_("in which capacity"), max_length=15, choices=Capacity.choices)
    institution = models.ForeignKey(
        "bases.Institution", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    where = models.CharField(_("where"), max_length=15, choices=Where.choices)
    opening = models.ForeignKey(
        "bases.Opening", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    rank = models.PositiveIntegerField(_("rank shown"), null=True, blank=True)
    because = models.JSONField(_("why this rank"), default=dict, blank=True)
    blind = models.BooleanField(_("read without the name"), default=True)
    day = models.DateField(_("day"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("look at a profile")
        verbose_name_plural = _("looks at profiles")
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "reader", "day", "where", "opening"],
                condition=Q(opening__isnull=False),
                name="one_look_per_reader_day_place_and_opening",
            ),
            models.UniqueConstraint(
                fields=["profile", "reader", "day", "where"],
                condition=Q(opening__isnull=True),
                name="one_look_per_reader_day_and_place",
            ),
            models.CheckConstraint(condition=Q(capacity__in=Capacity.values), name="look_capacity_is_known"),
            models.CheckConstraint(condition=Q(where__in=Where.values), name="look_place_is_known"),
        ]
        indexes = [models.Index(fields=["profile", "-at"], name="looks_at_a_profile")]

    def __str__(self) -> str:
        return f"{self.profile_id}: {self.get_capacity_display()}, {self.day:%Y-%m-%d}"
