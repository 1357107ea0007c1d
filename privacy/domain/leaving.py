"""What runs between somebody and others ends when they leave: nothing goes on that they no longer agree to."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from experts.models import Profile
from introductions.domain.answering import decline_introduction, withdraw_introduction
from matching.choices import ExchangeState, IntroductionState, Side
from matching.models import Exchange, Introduction, Outcome
from outcomes.domain.stories import take_back_story
from privacy.inventory import row_of, rows_of
from privacy.person import person_of

NOT_BEGUN = [ExchangeState.PLANNED, ExchangeState.CANCELLED]


def hold(user: User) -> None:
    """Everything of theirs that others hold as well, in the order of docs/decisions/0019, and the user last: whoever
    takes a step on one of these rows tells the user of it, and so waits for the account."""
    profile = Profile.objects.filter(user=user).first()
    rows: list[QuerySet[Any]] = [
        Outcome.objects.filter(exchange__profile=profile),
        Exchange.objects.filter(profile=profile),
        Introduction.objects.filter(profile=profile),
        rows_of(row_of("experts.nomination"), person_of(user)),
        Profile.objects.filter(user=user),
    ]
    for some in rows if profile else rows[3:4]:
        alone = some.model._base_manager.filter(pk__in=some.order_by().values("pk")).order_by("pk")
        list(alone.select_for_update(no_key=True).values_list("pk", flat=True))
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def take_stories_back(user: User) -> int:
    """What is public of them is so no longer; -> how many. They may agree again."""
    told = Outcome.objects.filter(exchange__profile__user=user, person_released_at__isnull=False).order_by(
        "pk"
    )
    for outcome in told:
        take_back_story(outcome, side=Side.PERSON, by=user)
    return len(told)


def leave_what_runs(user: User) -> int:
    """Introductions that wait or led to no stay yet end in their name, and stories are taken back; -> how many.

    Signed stays are not touched.
    """
    take_stories_back(user)
    running = Introduction.objects.filter(
        Q(exchange__isnull=True) | Q(exchange__state__in=NOT_BEGUN),
        profile__user=user,
        state__in=(IntroductionState.OFFERED, IntroductionState.ACCEPTED),
    ).order_by("pk")
    for introduction in running:
        said_yes = introduction.person_accepted_at is not None
        end = withdraw_introduction if said_yes else decline_introduction
        end(introduction, side=Side.PERSON, by=user)
    return len(running)
