from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audience import Visitor
from experts.models import Profile
from taxonomy.models import AtomicModel


class MergeRequestQuerySet(models.QuerySet["MergeRequest"]):
    def open(self) -> MergeRequestQuerySet:
        return self.filter(declined_at__isnull=True, taken_at__isnull=True)

    def visible_to(self, user: Visitor) -> MergeRequestQuerySet:
        """The owners of both profiles."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(first__user=user.pk) | Q(second__user=user.pk))


class MergeRequest(AtomicModel):
    """An officer asks the owners of two profiles whether both are theirs. Nothing is joined before each has said so."""

    first = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+", verbose_name=_("profile"))
    second = models.ForeignKey(
        Profile, on_delete=models.CASCADE, related_name="+", verbose_name=_("other profile")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    first_agreed_at = models.DateTimeField(null=True, blank=True)
    second_agreed_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    kept = models.ForeignKey(Profile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = MergeRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        verbose_name = _("question whether two profiles are one person's")
        verbose_name_plural = _("questions whether two profiles are one person's")
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="merge_has_one_order"),
            models.UniqueConstraint(
                fields=["first", "second"],
                condition=Q(declined_at__isnull=True, taken_at__isnull=True),
                name="one_open_merge_per_pair",
            ),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True)
                | Q(declined_at__isnull=True, first_agreed_at__isnull=False, second_agreed_at__isnull=False),
                name="merge_needs_both_owners",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}?"
