from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from bases.models import Base
from experts.models import Profile
from taxonomy.models import AtomicModel, PriorityField

SUBJECTS = ("field", "country", "base", "person")


def _only(name: str) -> Q:
    """`name` is followed, and nothing else."""
    empty = {other: Q(**{f"{other}__isnull": True}) for other in SUBJECTS if other != "country"}
    empty["country"] = Q(country="")
    found = ~empty[name]
    for other in SUBJECTS:
        if other != name:
            found &= empty[other]
    return found


class Follow(AtomicModel):
    """What somebody wants to hear of: one field, country, base or person. Nobody else reads or counts these rows."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    field = models.ForeignKey(PriorityField, null=True, on_delete=models.CASCADE, related_name="+")
    country = CountryField(_("country"), blank=True)
    base = models.ForeignKey(Base, null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Profile, null=True, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-since", "-id"]
        verbose_name = _("followed")
        verbose_name_plural = _("followed")
        constraints = [
            models.CheckConstraint(
                condition=_only("field") | _only("country") | _only("base") | _only("person"),
                name="one_thing_is_followed",
            ),
            models.UniqueConstraint(fields=["user", "field"], name="field_followed_once"),
            models.UniqueConstraint(
                fields=["user", "country"], condition=~Q(country=""), name="country_followed_once"
            ),
            models.UniqueConstraint(fields=["user", "base"], name="base_followed_once"),
            models.UniqueConstraint(fields=["user", "person"], name="person_followed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.field_id or self.country.code or self.base_id or self.person_id}"


def _new_nonce() -> str:
    return get_random_string(32)


class FeedAddress(AtomicModel):
    """That somebody has a private feed. Its address is signed with `nonce`: another nonce, and the old one is dead."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed_address"
    )
    nonce = models.CharField(max_length=32, default=_new_nonce)

    class Meta:
        verbose_name = _("address of a private feed")
        verbose_name_plural = _("addresses of private feeds")

    def __str__(self) -> str:
        return str(self.user_id)
