"""What introductions say of pairs: how many places are taken, and who holds one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from bases.models import Opening
from experts.models import Profile
from matching.choices import IntroductionState
from matching.domain.rules.opening import Standing
from matching.models import Introduction
from matching.models.introduction import LIVE


def standing_of_people(opening: Opening) -> Callable[[int], Standing]:
    """Profile id -> its standing with this opening; for people of the pool. One query."""
    rows = list(
        Introduction.objects.filter(opening=opening, state__in=LIVE).values_list("profile_id", "state")
    )
    taken = sum(state == IntroductionState.ACCEPTED for _, state in rows)
    introduced = {profile for profile, _ in rows}
    return lambda profile_id: Standing(taken=taken, introduced=profile_id in introduced)


def standing_of_openings(profile: Profile, openings: Iterable[int]) -> Callable[[int], Standing]:
    """Opening id -> the profile's standing with it. Two queries."""
    rows = Introduction.objects.filter(opening__in=list(openings), state__in=LIVE)
    pairs = list(rows.values_list("opening_id", "profile_id", "state"))
    taken = Counter(opening for opening, _, state in pairs if state == IntroductionState.ACCEPTED)
    mine = {opening for opening, owner, _ in pairs if owner == profile.pk}
    in_pool = Profile.objects.matchable().filter(pk=profile.pk).exists()
    return lambda opening: Standing(taken=taken[opening], introduced=opening in mine, in_pool=in_pool)
