from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from experts.models import Profile
from matching.choices import BINDING, ExchangeState
from matching.models.introduction import Introduction
from matching.querysets import ExchangeQuerySet
from matching.transitions import EXCHANGE
from taxonomy.models import AtomicModel, says_its_language, written_in
from taxonomy.transitions import transition_is_legal

# Neither where nor when: the host of one stay need not learn of another.
OVERLAPS = _("The person has agreed to another stay on some of these days; choose other days with them.")


class Exchange(AtomicModel):
    """The visit: dates, agreement, and how it went.

    Binding stays of one person do not overlap: the database refuses a second one (`matching/triggers.py`), and `clean`
    says so in words. `profile` is the introduction's, carried here because a database compares rows of one table.
    """

    introduction = models.OneToOneField(Introduction, on_delete=models.PROTECT, related_name="exchange")
    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="exchanges", editable=False)
    state = models.CharField(
        _("state"), max_length=12, choices=ExchangeState.choices, default=ExchangeState.PLANNED
    )
    came_from = models.CharField(max_length=12, blank=True, editable=False)
    starts_on = models.DateField(_("starts"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    duties = models.TextField(_("duties"), blank=True)
    pay = models.TextField(_("pay"), blank=True)
    ip = models.TextField(_("intellectual property"), blank=True)
    terms_language = written_in(_("language of the terms"))
    host_signed_at = models.DateTimeField(_("signed by the host"), null=True, blank=True)
    person_signed_at = models.DateTimeField(_("signed by the person"), null=True, blank=True)
    home_disclosed_at = models.DateTimeField(_("home institution told"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    reason_language = written_in(_("language of the reason"))
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("exchange")
        verbose_name_plural = _("exchanges")
        constraints = [
            transition_is_legal(EXCHANGE, name="exchange_transition_is_legal"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
                name="exchange_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ExchangeState.PLANNED, ExchangeState.CANCELLED])
                | Q(
                    host_signed_at__isnull=False,
                    person_signed_at__isnull=False,
                    starts_on__isnull=False,
                    ends_on__isnull=False,
                ),
                name="agreed_exchange_is_signed_and_dated",
            ),
            says_its_language(
                "duties", "pay", "ip", language="terms_language", name="exchange_terms_say_their_language"
            ),
            says_its_language("reason", language="reason_language", name="exchange_reason_says_its_language"),
        ]

    def __str__(self) -> str:
        return f"{self.introduction} {self.starts_on}–{self.ends_on}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.profile_id:
            self.profile_id = self.introduction.profile_id
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.state in BINDING and self.overlapping().exists():
            raise ValidationError({"starts_on": OVERLAPS, "ends_on": OVERLAPS})

    def overlapping(self, first: date | None = None, last: date | None = None) -> ExchangeQuerySet:
        """Other binding stays of the same person on any day from `first` to `last`; without them, on the days of this
        one, and none while it has none."""
        first, last = first or self.starts_on, last or self.ends_on
        if not (first and last):
            return Exchange.objects.none()
        return (
            Exchange.objects.filter(profile=self.introduction.profile_id, state__in=BINDING)
            .filter(starts_on__lte=last, ends_on__gte=first)
            .exclude(pk=self.pk)
        )
