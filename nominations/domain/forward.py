"""From an accepted recommendation to the host of its opening, as soon as the person's profile is fit for it."""

from __future__ import annotations

import logging

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts.domain.one_by_one import one_by_one
from accounts.domain.steps import lock
from accounts.models import Consent, Purpose, User
from bases.models import Opening
from experts.choices import NominationState, ProfileState
from experts.models import Nomination, Profile
from introductions.choices import IntroductionStep
from introductions.domain.beginning import put_forward, require_possible
from introductions.models import IntroductionEvent
from matching.choices import Side
from matching.models import Introduction
from nominations.choices import NominationStep
from nominations.domain.steps import take
from nominations.way import PERSON
from taxonomy.transitions import IllegalTransition

logger = logging.getLogger(__name__)

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
    if not found and not nomination.introductions.exists():
        try:
            require_possible(nomination.opening, profile, invited_by=None)
        except IllegalTransition as error:
            found.append(str(error))
    return found


def forward_of(user: int) -> int:
    """Put forward what this person accepted and nothing keeps back any more; -> how many. Twice it is once."""
    return sum(forward(row) is not None for row in _waiting().filter(profile__user=user))


def waits(user: int) -> bool:
    """Whether this person accepted something that was not put forward yet."""
    return _waiting().filter(profile__user=user).exists()


def forward_all() -> int:
    """Whatever was kept back, such as by an opening that was paused. What fails is logged and tried again."""
    done = 0
    with one_by_one() as run:
        for nomination in _waiting():
            with run.step(f"nomination {nomination.pk} is put forward"):
                done += forward(nomination) is not None
    return done


def _waiting() -> QuerySet[Nomination]:
    """Accepted, for an opening, and nothing came of it: neither here nor by a no that the person said since."""
    said_no = IntroductionEvent.objects.filter(
        introduction__opening=OuterRef("opening"),
        introduction__profile=OuterRef("profile"),
        step__in=(IntroductionStep.DECLINE, IntroductionStep.WITHDRAW),
        side=Side.PERSON,
        at__gte=OuterRef("answered_at"),
    )
    accepted = Nomination.objects.filter(state=NominationState.ACCEPTED, introductions=None)
    return (
        accepted.filter(~Exists(said_no), opening__isnull=False)
        .select_related("opening__institution", "profile__user")
        .order_by("pk")
    )


def forward(nomination: Nomination) -> Introduction | None:
    """None where something keeps it back: the person's page says what (`obstacles`)."""
    profile, opening = nomination.profile, nomination.opening
    if profile is None or profile.user is None or opening is None or obstacles(nomination):
        return None
    try:
        return _forward(nomination, opening, profile, by=profile.user)
    except IllegalTransition as error:
        logger.info("nomination %d is not put forward: %s", nomination.pk, type(error).__name__)
        return None


@transaction.atomic
def _forward(nomination: Nomination, opening: Opening, profile: Profile, *, by: User) -> Introduction | None:
    """Of two who come at once the second finds it done: the nomination is held from the look to the timeline."""
    lock(nomination)
    if nomination.introductions.exists():
        return None
    introduction = put_forward(opening, profile, nomination=nomination, by=by)
    take(nomination, NominationStep.PUT_FORWARD, by=by, side=PERSON)
    return introduction
