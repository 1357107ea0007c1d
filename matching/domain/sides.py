"""Who speaks for which side of a pair."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.domain.errors import NotTheirStep
from accounts.models import User
from bases.domain.opening_rights import writes
from bases.models import Opening
from experts.models import Profile
from matching.choices import Side


class NotYourSide(NotTheirStep):
    """Only the person themselves, or an owner or editor of the institution, speaks for that side."""


def speaks(opening: Opening, profile: Profile, *, side: Side, by: User) -> bool:
    """One query at most."""
    if side == Side.PERSON:
        return profile.user_id == by.pk
    return speaks_for_host(opening, by=by)


def speaks_for_host(opening: Opening, *, by: User) -> bool:
    """Whoever writes its openings."""
    return writes(by, opening)


def require_side(opening: Opening, profile: Profile, *, side: Side, by: User) -> None:
    """Raises NotYourSide."""
    if not speaks(opening, profile, side=side, by=by):
        raise NotYourSide(
            _("Only the person themselves does this.")
            if side == Side.PERSON
            else _("Owners and editors of the opening's institution do this.")
        )
