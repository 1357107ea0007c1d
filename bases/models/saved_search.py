from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audience import Visitor
from taxonomy.models import AtomicModel


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def visible_to(self, user: Visitor) -> SavedSearchQuerySet:
        """What somebody looks for is nobody else's business, an officer's neither."""
        return self.filter(user=user.pk) if user.is_authenticated else self.none()


class SavedSearch(AtomicModel):
    """A question to the list of openings that somebody keeps. It goes with the account."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(_("name"), max_length=120)
    query = models.CharField(_("query string"), max_length=4_000, blank=True)  # LONGEST_ADDRESS; without "?"
    created_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(_("last opened"), default=timezone.now)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")

    def __str__(self) -> str:
        return self.name
