from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from matching.choices import ExchangeState
from matching.models.introduction import Introduction
from matching.querysets import ExchangeQuerySet
from matching.transitions import EXCHANGE
from taxonomy.models import AtomicModel, says_its_language, written_in
from taxonomy.transitions import transition_is_legal


class Exchange(AtomicModel):
    """The visit: dates, agreement, and how it went."""

    introduction = models.OneToOneField(Introduction, on_delete=models.PROTECT, related_name="exchange")
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
