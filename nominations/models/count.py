from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from experts.choices import NominationState
from taxonomy.choices import SourceChannel
from taxonomy.models import AtomicModel

ENDED = (
    NominationState.DECLINED,
    NominationState.BLOCKED,
    NominationState.EXPIRED,
    NominationState.WITHDRAWN,
)


class NominationCount(AtomicModel):
    """How many letters of a month ended without a yes. All that is left of them once they are deleted."""

    month = models.DateField(_("month of the letter"))  # its first day
    country = CountryField(verbose_name=_("country"), blank=True)
    channel = models.CharField(_("source channel"), max_length=20, choices=SourceChannel.choices)
    with_opening = models.BooleanField(_("for an opening"))
    state = models.CharField(_("what became of them"), max_length=10, choices=NominationState.choices)
    number = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        ordering = ["-month", "country", "channel", "state", "pk"]
        verbose_name = _("count of nominations")
        verbose_name_plural = _("counts of nominations")
        constraints = [
            models.UniqueConstraint(
                fields=["month", "country", "channel", "with_opening", "state"],
                name="one_count_of_nominations_each",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[str(state) for state in ENDED]), name="counted_nomination_has_ended"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=SourceChannel.values), name="counted_nomination_channel_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.country.code} {self.get_state_display()}: {self.number}"

    @classmethod
    def add(cls, **of: Any) -> None:
        """One more, whoever counts at the same time."""
        row, _made = cls.objects.get_or_create(**of)
        cls.objects.filter(pk=row.pk).update(number=F("number") + 1)
