"""A profile is changed by its person alone."""

from __future__ import annotations

from django.db import transaction

from accounts.domain import editing
from accounts.domain.editing import Part, Values
from accounts.models import User
from experts.domain.confirmation import note_confirmed
from experts.models import Profile


class NotTheirProfile(Exception):
    """Only the person themselves writes in their profile."""


def change_part(profile: Profile, part: Part[Profile], values: Values, *, seen: str, by: User) -> bool:
    """A change confirms the profile. Raises NotTheirProfile, ChangedMeanwhile, Refused."""
    own(profile, by)
    with transaction.atomic():
        changed = editing.change_part(profile, part, values, seen=seen, by=by)
        if changed:
            note_confirmed(profile)
    return changed


def own(profile: Profile, by: User) -> None:
    """Raises NotTheirProfile unless `profile` is the one of `by`."""
    if profile.user_id != by.pk:
        raise NotTheirProfile(f"Profile {profile.pk} is not of user {by.pk}; only its person writes in it.")
