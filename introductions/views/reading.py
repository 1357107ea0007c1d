"""Which introduction somebody reads, and for which side."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.audience import user_of
from matching.choices import Side
from matching.domain.sides import speaks
from matching.models import Introduction
from matching.models.introduction import LIVE


@dataclass(frozen=True, slots=True)
class Reading:
    """`side`: the reader's; None for officers. `speaks`: they answer and write for it."""

    introduction: Introduction
    side: Side | None
    speaks: bool

    @property
    def reads_messages(self) -> bool:
        """The person always; who speaks for the host, as long as the introduction is alive."""
        if self.side == Side.PERSON:
            return True
        return self.speaks and self.introduction.state in LIVE


def reading_of(request: HttpRequest, pk: int) -> Reading:
    """To everybody else there is no such page."""
    user = user_of(request)
    rows = Introduction.objects.visible_to(user).select_related(
        "opening__institution", "profile__user", "nomination__post"
    )
    row = get_object_or_404(rows.prefetch_related("opening__texts", "opening__institution__texts"), pk=pk)
    if row.profile.user_id == user.pk:
        return Reading(row, Side.PERSON, True)
    if not row.opening.institution.staff_memberships.filter(user=user).exists():
        return Reading(row, None, False)
    return Reading(row, Side.HOST, speaks(row.opening, row.profile, side=Side.HOST, by=user))
