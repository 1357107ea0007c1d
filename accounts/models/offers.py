"""Roles on their way: offered to an address, or asked for by somebody."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from accounts.models.granted import granted_fields, named
from accounts.models.offer import Offer, offer_constraints
from accounts.models.roles import ScopeLevel
from taxonomy.choices import Province
from taxonomy.models.base import AtomicModel


class OfferedKind(models.TextChoices):
    ATTACHE = "attache", _("Science attaché")
    INTERMEDIARY = "intermediary", _("Accredited intermediary")
    OFFICER = "officer", _("Programme officer")


class OfferedRole(AtomicModel):
    """Which role, and for what: an attaché's countries, an intermediary's countries and fields, or an officer's level
    with its ministry or province."""

    kind = models.CharField(_("role"), max_length=12, choices=OfferedKind.choices)
    countries = CountryField(multiple=True, blank=True, verbose_name=_("countries"))
    fields = granted_fields()
    body = models.CharField(_("accredited body"), max_length=150, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=ScopeLevel.choices, blank=True)
    ministry = models.CharField(_("ministry"), max_length=120, blank=True)
    province = models.CharField(_("province"), max_length=20, choices=Province.choices, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Whatever belongs to another kind or level is emptied; what is missing is named."""
        super().clean()
        wrong: dict[str, Any] = {}
        if self.kind != OfferedKind.INTERMEDIARY:
            self.fields, self.body = [], ""
        if self.kind == OfferedKind.OFFICER:
            self.countries = []
            wrong |= self._clean_level()
        else:
            self.level = self.ministry = self.province = ""
            if not self.countries:
                wrong["countries"] = _("Choose the countries of the post.")
        if self.kind == OfferedKind.INTERMEDIARY:
            if not self.body.strip():
                wrong["body"] = _("Name the body that is accredited.")
            if not self.fields:
                wrong["fields"] = _("Choose the fields that the accreditation covers.")
        if wrong:
            raise ValidationError(wrong)

    def _clean_level(self) -> dict[str, Any]:
        """-> what is missing."""
        if self.level != ScopeLevel.MINISTRY:
            self.ministry = ""
        if self.level != ScopeLevel.PROVINCE:
            self.province = ""
        if not self.level:
            return {"level": _("Choose whether for the nation, a ministry or a province.")}
        if self.level == ScopeLevel.MINISTRY and not self.ministry:
            return {"ministry": _("Name the ministry.")}
        if self.level == ScopeLevel.PROVINCE and not self.province:
            return {"province": _("Choose the province.")}
        return {}

    @property
    def scope(self) -> str:
        """For what, in words of the active language."""
        if self.kind != OfferedKind.OFFICER:
            parts = [self.body, ", ".join(str(country.name) for country in self.countries)]
            return " · ".join(part for part in (*parts, ", ".join(named(self.fields))) if part)
        return str(self.get_province_display() or self.ministry or self.get_level_display())


def known_kind(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(kind__in=OfferedKind.values), name=name)


class Invitation(OfferedRole, Offer):
    """An attaché's or officer's role, offered to an address."""

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]
        constraints = [known_kind("invitation_kind_is_known"), *offer_constraints("invitation")]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_kind_display()}"


class Decision(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    GRANTED = "granted", _("Granted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class RoleRequest(OfferedRole):
    """Somebody asks for a role, and says why they are the one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="role_requests")
    reason = models.TextField(_("who you are"), max_length=2000)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    decision = models.CharField(
        _("decision"), max_length=10, choices=Decision.choices, default=Decision.WAITING
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("request for a role")
        verbose_name_plural = _("requests for roles")
        ordering = ["asked_at", "pk"]
        constraints = [
            known_kind("role_request_kind_is_known"),
            models.CheckConstraint(
                condition=Q(decision__in=Decision.values), name="role_request_decision_is_known"
            ),
            models.UniqueConstraint(
                fields=["user", "kind"],
                condition=Q(decision=Decision.WAITING),
                name="one_waiting_request_per_role",
            ),
            models.CheckConstraint(
                condition=Q(decision=Decision.WAITING) | Q(decided_at__isnull=False),
                name="role_request_says_when_it_was_decided",
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.DECLINED) | ~Q(answer=""),
                name="declined_role_request_gives_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"
