"""Who speaks for which side of a pair."""

from __future__ import annotations

from accounts.models import User
from bases.models import Opening
from bases.querysets import EDITORS
from experts.models import Profile
from matching.choices import Side


class NotYourSide(Exception):
    """Only the person themselves, or an owner or editor of the institution, speaks for that side."""


def speaks(opening: Opening, profile: Profile, *, side: Side, by: User) -> bool:
    """One query at most."""
    if side == Side.PERSON:
        return profile.user_id == by.pk
    return opening.institution.staff_memberships.filter(user=by, role__in=EDITORS).exists()


def require_side(opening: Opening, profile: Profile, *, side: Side, by: User) -> None:
    """Raises NotYourSide."""
    if not speaks(opening, profile, side=side, by=by):
        raise NotYourSide(f"User {by.pk} does not speak for the {side} here.")
