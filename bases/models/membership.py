from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bases.choices import StaffRole
from bases.models.institution import Institution
from taxonomy.models import AtomicModel


class StaffMembership(AtomicModel):
    """A user works for an institution: owner (team and all below), editor (posts and invites) or viewer (reads)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="staff_memberships"
    )
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="staff_memberships")
    role = models.CharField(_("role"), max_length=10, choices=StaffRole.choices)

    class Meta:
        verbose_name = _("staff membership")
        verbose_name_plural = _("staff memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "institution"], name="one_staff_membership_per_institution"
            ),
            models.CheckConstraint(condition=Q(role__in=StaffRole.values), name="staff_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.institution} ({self.get_role_display()})"
