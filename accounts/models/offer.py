"""What every invitation is: an offer to whoever reads the letters of an address, for a while."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taxonomy.models.base import AtomicModel


class OfferQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """Those that can still be accepted."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now())


class Offer(AtomicModel):
    """The link in the letter is signed, not kept: accounts.domain.offers."""

    email = models.EmailField(_("e-mail address"))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("sent"), default=timezone.now)
    expires_at = models.DateTimeField(_("ends"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return not self.accepted_at and not self.withdrawn_at and self.expires_at > timezone.now()


def offer_constraints(name: str) -> list[models.CheckConstraint]:
    """Of a subclass; each name begins with `name`."""
    return [
        models.CheckConstraint(
            condition=Q(expires_at__gt=F("created_at")), name=f"{name}_ends_after_it_was_sent"
        ),
        models.CheckConstraint(
            condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
            name=f"{name}_is_accepted_or_withdrawn",
        ),
    ]
