import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchanges.choices import LetterKind
from exchanges.routes import Route
from matching.models import Exchange
from taxonomy.models import AtomicModel

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that are taken for one another
LENGTH = 20  # 99 bits


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _i in range(LENGTH))


class IssuedLetter(AtomicModel):
    """A letter of the platform in both languages on one paper. `name` and `facts`: what it says, as it was when issued;
    the paper is drawn from them. One that no longer holds is revoked, never changed; only its name is emptied when
    somebody is forgotten."""

    exchange = models.ForeignKey(Exchange, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(_("kind"), max_length=12, choices=LetterKind.choices)
    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code)
    name = models.CharField(_("name in Latin script"), max_length=150)
    native_name = models.CharField(_("name in native script"), max_length=150, blank=True)
    facts = models.JSONField(_("what it says"), default=dict)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    revoked_at = models.DateTimeField(_("no longer valid since"), null=True, blank=True)

    class Meta:
        ordering = ["issued_at", "pk"]
        verbose_name = _("issued letter")
        verbose_name_plural = _("issued letters")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LetterKind.values), name="letter_kind_is_known"),
            models.UniqueConstraint(
                fields=["exchange", "kind"], condition=Q(revoked_at__isnull=True), name="one_valid_letter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exchange_id}: {self.get_kind_display()}"

    @property
    def sent(self) -> bool:
        """Of a stay to which a host in China sends the person."""
        return bool(self.facts.get("route") == Route.SENT)

    @property
    def title(self) -> str:
        """Nobody is invited by whoever sends them."""
        if self.sent and self.kind == LetterKind.INVITATION:
            return str(_("Letter of assignment"))
        return str(self.get_kind_display())

    @property
    def names(self) -> tuple[str, str]:
        return self.name, self.native_name

    @property
    def grouped(self) -> str:
        """In fours, as the paper shows it."""
        return "-".join(self.code[at : at + 4] for at in range(0, LENGTH, 4))
