from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.offer import Offer, offer_constraints
from bases.choices import StaffRole
from bases.models.institution import Institution


class StaffInvitation(Offer):
    """A place in the team of an institution, offered to an address."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="staff_invitations")
    role = models.CharField(_("role"), max_length=10, choices=StaffRole.choices)

    class Meta:
        verbose_name = _("invitation to a team")
        verbose_name_plural = _("invitations to teams")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=StaffRole.values), name="staff_invitation_role_is_known"
            ),
            *offer_constraints("staff_invitation"),
        ]

    def __str__(self) -> str:
        return f"{self.email} – {self.institution} ({self.get_role_display()})"
