"""Showing and hiding a profile, and letting one rest that nobody confirms."""

from __future__ import annotations

from django.db import transaction

from accounts.domain.steps import lock, take_step
from accounts.models import User
from experts.choices import ProfileState
from experts.domain.confirmation import confirmation
from experts.models import Profile
from experts.transitions import PROFILE
from taxonomy.transitions import IllegalTransition


class ProfileIncomplete(IllegalTransition):
    """The profile lacks what a match needs."""


class ProfileUnclaimed(IllegalTransition):
    """Nobody has agreed to this profile yet."""


@transaction.atomic
def activate_profile(profile: Profile, *, by: User) -> Profile:
    """Show a draft, hidden or resting profile to those its person agreed to.

    Raises ProfileUnclaimed, ProfileIncomplete.
    """
    lock(profile)
    if profile.user_id is None:
        raise ProfileUnclaimed(f"Profile {profile.pk} belongs to nobody; its person has to claim it first.")
    if profile.original is None or not profile.fields.exists():
        raise ProfileIncomplete(f"Profile {profile.pk} needs a headline and at least one priority field.")
    return take_step(
        profile,
        column="state",
        to=ProfileState.ACTIVE,
        table=PROFILE,
        verb="profile activated",
        by=by,
        **confirmation(),
    )


def hide_profile(profile: Profile, *, by: User) -> Profile:
    """Take the profile out of every result and out of the index; nothing is deleted."""
    return take_step(
        profile, column="state", to=ProfileState.HIDDEN, table=PROFILE, verb="profile hidden", by=by
    )


def rest_profile(profile: Profile, *, by: User | None = None) -> Profile:
    """Take a profile that nobody confirmed out of the pool; nothing is deleted. `by`: None for the platform itself."""
    return take_step(
        profile, column="state", to=ProfileState.RESTING, table=PROFILE, verb="profile rests", by=by
    )
