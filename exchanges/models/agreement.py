from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchanges.choices import VersionState
from exchanges.routes import side_words
from matching.choices import Side
from matching.models import Exchange
from taxonomy.choices import Language
from taxonomy.models import AtomicModel, says_its_language, written_in

SHA256 = 64  # hexadecimal digits


class AgreementVersion(AtomicModel):
    """What one side proposed. `text` is the whole agreement, the same for both, and what `sha256` is of; it is never
    changed, another proposal is another version."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(
        _("state"), max_length=8, choices=VersionState.choices, default=VersionState.PROPOSED
    )
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"))
    duties = models.TextField(_("duties"))
    pay = models.TextField(_("pay"))
    ip = models.TextField(_("intellectual property"))
    # Of the person, as they stand in `text`: letters name whoever signed, whatever a profile is called later.
    name = models.CharField(_("name in Latin script"), max_length=150, blank=True)
    native_name = models.CharField(_("name in native script"), max_length=150, blank=True)
    disclosure = models.TextField(_("disclosure to the home institution"), blank=True)
    language = models.CharField(_("language of the terms"), max_length=7, choices=Language.choices)
    text = models.TextField(_("text"))
    sha256 = models.CharField("SHA-256", max_length=SHA256)
    side = models.CharField(_("proposed by"), max_length=6, choices=Side.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(_("reason of the change"), blank=True)
    reason_language = written_in(_("language of the reason"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["exchange_id", "number"]
        verbose_name = _("version of an agreement")
        verbose_name_plural = _("versions of agreements")
        constraints = [
            models.UniqueConstraint(fields=["exchange", "number"], name="agreement_version_is_numbered_once"),
            models.UniqueConstraint(
                fields=["exchange"], condition=Q(state=VersionState.PROPOSED), name="one_version_waits"
            ),
            models.UniqueConstraint(
                fields=["exchange"], condition=Q(state=VersionState.IN_FORCE), name="one_version_in_force"
            ),
            models.CheckConstraint(
                condition=Q(state__in=VersionState.values), name="agreement_version_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(language__in=Language.values), name="agreement_says_its_language"
            ),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="agreement_side_is_known"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="agreement_ends_after_start"
            ),
            says_its_language(
                "reason", language="reason_language", name="agreement_reason_says_its_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exchange_id}: {self.number}"

    @property
    def who(self) -> str:
        """Who proposed it, in words."""
        return side_words(self.exchange.introduction.opening, self.side)


class Signature(AtomicModel):
    """One side's name under one version. A newer version makes it void."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.CASCADE, related_name="signatures")
    side = models.CharField(_("side"), max_length=6, choices=Side.choices)
    name = models.CharField(_("name as typed"), max_length=310)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    sha256 = models.CharField(_("SHA-256 of the text that was shown"), max_length=SHA256)
    at = models.DateTimeField(_("when"), default=timezone.now)
    void_at = models.DateTimeField(_("void since"), null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(fields=["version", "side"], name="one_signature_per_side"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="signature_side_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_side_display()}"

    @property
    def who(self) -> str:
        return side_words(self.version.exchange.introduction.opening, self.side)
