"""That a profile still is right: said by its person, by one click or by saving any part of it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from experts.choices import ProfileState
from experts.models import Profile


def confirmation() -> dict[str, Any]:
    """The columns of a profile that was confirmed this moment: whatever was asked is answered."""
    return {"confirmed_at": timezone.now(), "asked_at": None, "reminded_at": None}


def note_confirmed(profile: Profile) -> None:
    """Its person saves a part; the caller holds the row. A profile that rests goes on resting: showing it is a click
    of its own."""
    if mark_confirmed(profile):
        profile.save(update_fields=list(confirmation()))


def mark_confirmed(profile: Profile) -> bool:
    """The same where the caller saves the profile anyway; False of one that rests."""
    if profile.state == ProfileState.RESTING:
        return False
    for name, value in confirmation().items():
        setattr(profile, name, value)
    return True
