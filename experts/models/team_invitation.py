from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.offer import Offer, offer_constraints
from experts.models.team import Team


class TeamInvitation(Offer):
    """A place in a team, offered to an address, with what the lead thinks that person covers."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="invitations")
    covers = models.CharField(_("covers"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("invitation to a team of experts")
        verbose_name_plural = _("invitations to teams of experts")
        ordering = ["-created_at", "-pk"]
        constraints = [*offer_constraints("team_invitation")]

    def __str__(self) -> str:
        return f"{self.email} – {self.team}"
