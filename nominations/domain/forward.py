"""From an accepted recommendation to the host of its opening, as soon as the person's profile is fit for it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import Consent, Purpose
from experts.choices import ProfileState
from experts.models import Nomination

NEEDED = (Purpose.MATCHING, Purpose.INSTITUTIONS)


def obstacles(nomination: Nomination) -> list[str]:
    """What keeps the person from being put forward, in words to them; none where nothing does."""
    profile = nomination.profile
    if nomination.opening is None or profile is None or profile.user_id is None:
        return []
    found = []
    if profile.state != ProfileState.ACTIVE:
        found.append(_("Your profile is not shown yet: complete it, and show it."))
    given = set(
        Consent.objects.live()
        .filter(user=profile.user_id, purpose__in=NEEDED)
        .values_list("purpose", flat=True)
    )
    if Purpose.MATCHING not in given:
        found.append(_("You have not agreed to be matched with openings."))
    if Purpose.INSTITUTIONS not in given:
        found.append(_("You have not agreed to be shown to institutions."))
    return found
