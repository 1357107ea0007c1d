"""May this person take this opening? Every rule is asked, and every answer has its reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from bases.models import Opening
from experts.choices import Section
from experts.models import Profile
from matching.domain.rules import opening as of_opening
from matching.domain.rules import person as of_person
from matching.domain.rules.opening import Standing
from matching.domain.rules.remedies import with_remedies
from matching.domain.rules.stay import stay
from matching.domain.sections import quotable
from matching.domain.stays import StayFit, best_fit
from matching.types import Eligibility, Reason


def eligibility(
    opening: Opening,
    profile: Profile,
    *,
    now: datetime,
    standing: Standing = Standing(),
    fit: StayFit | None = None,
    own: bool = False,
    offered: Sequence[Reason] | None = None,
) -> Eligibility:
    """Reasons in the order in which people ask: the person's own first, then the opening's.

    `now` is aware. `fit`: what `best_fit` said of the pair, if it is known. `own`: the reader is this person, so
    closed sections may be quoted. `offered`: what `reasons_of_opening` said of this standing, if it is known.
    """
    today = timezone.localdate(now)
    shown = quotable(profile, own=own)
    fit = fit or best_fit(opening, profile.stays.all(), today=today)
    reasons: list[Reason | None] = [
        *of_person.languages(opening, profile, quoted=Section.LANGUAGES in shown),
        of_person.career_stage(opening, profile),
        *stay(opening, fit, today=today, quoted=Section.STAYS in shown),
        of_person.nationality(opening, profile),
        of_person.consent(standing),
        *(reasons_of_opening(opening, standing, now=now) if offered is None else offered),
    ]
    return Eligibility(with_remedies((reason for reason in reasons if reason), own=own))


def reasons_of_opening(opening: Opening, standing: Standing, *, now: datetime) -> tuple[Reason, ...]:
    """The rules that ask nothing of the person but their standing: the same for nearly everybody in a list."""
    found = (
        of_opening.places(opening, standing),
        of_opening.deadline(opening, standing, now=now),
        of_opening.sensitivity(opening),
        of_opening.publication(opening),
    )
    return tuple(reason for reason in found if reason)
