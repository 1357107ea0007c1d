"""Who has a profile, as a role."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Kind, Role
from experts.models import Profile


def expert_roles(user: User) -> Iterator[Role]:
    profile = Profile.objects.filter(user=user).first()
    if profile:
        yield Role(
            kind=Kind.EXPERT,
            key="expert",
            of=f"{profile.get_kind_display()} · {profile.get_state_display()}",
            may=(
                _("See openings, bases, teams and people that fit, with the reasons."),
                _("Say what does not fit, so that the next list is better."),
            ),
        )
