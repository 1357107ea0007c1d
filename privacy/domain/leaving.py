"""What runs between somebody and others ends when they leave: nothing goes on that they no longer agree to."""

from __future__ import annotations

from django.db.models import Q

from accounts.models import User
from introductions.domain.answering import decline_introduction, withdraw_introduction
from matching.choices import ExchangeState, IntroductionState, Side
from matching.models import Introduction, Outcome
from outcomes.domain.stories import take_back_story

NOT_BEGUN = [ExchangeState.PLANNED, ExchangeState.CANCELLED]


def leave_what_runs(user: User) -> int:
    """Introductions that wait or led to no stay yet end in their name, and stories are taken back; -> how many.

    Signed stays are not touched.
    """
    running = Introduction.objects.filter(
        Q(exchange__isnull=True) | Q(exchange__state__in=NOT_BEGUN),
        profile__user=user,
        state__in=(IntroductionState.OFFERED, IntroductionState.ACCEPTED),
    ).order_by("pk")
    for outcome in Outcome.objects.filter(exchange__profile__user=user, person_released_at__isnull=False):
        take_back_story(outcome, side=Side.PERSON, by=user)
    for introduction in running:
        said_yes = introduction.person_accepted_at is not None
        end = withdraw_introduction if said_yes else decline_introduction
        end(introduction, side=Side.PERSON, by=user)
    return len(running)
