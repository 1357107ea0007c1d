"""A story in public: each side writes its words and agrees for itself, and takes it back whenever it likes."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.editing import Part, Values, change_part
from accounts.models import User
from matching.choices import OutcomeState, Side
from matching.models import Outcome
from outcomes import signals
from outcomes.choices import OutcomeStep
from outcomes.domain.errors import NothingWritten, NotNow, SentAlready
from outcomes.domain.steps import require_step, step_on
from outcomes.models import StoryWords


def agreed_at(outcome: Outcome, side: Side) -> Any:
    """When `side` agreed to the story as it stands, or None."""
    return getattr(outcome, f"{side}_released_at")


def read_words(outcome: Outcome, side: Side) -> dict[str, Any]:
    words = outcome.story.filter(side=side).first()
    return {"text": words.text if words else "", "language": words.language if words else ""}


def _write(outcome: Outcome, side: Side, values: Values) -> None:
    if values["text"]:
        StoryWords.objects.update_or_create(outcome=outcome, side=side, defaults=dict(values))
    else:
        StoryWords.objects.filter(outcome=outcome, side=side).delete()


def part_of(side: Side) -> Part[Outcome]:
    return Part(
        f"words of the {side}",
        lambda outcome: read_words(outcome, side),
        lambda outcome, values: _write(outcome, side, values),
    )


@transaction.atomic
def write_words(outcome: Outcome, values: Values, *, side: Side, seen: str, by: User) -> bool:
    """One side's words. Changed words were agreed to by nobody. Raises NotYourSide, NotNow, ChangedMeanwhile."""
    require_step(outcome, OutcomeStep.WRITE, side=side, by=by)
    if not change_part(outcome, part_of(side), values, seen=seen, by=by):
        return False
    step_on(outcome, OutcomeStep.WRITE, side=side, by=by, host_released_at=None, person_released_at=None)
    return True


@transaction.atomic
def agree_to_story(outcome: Outcome, *, side: Side, by: User) -> Outcome:
    """The yes of one side to the words of both; with the yes of both the story is released.

    Raises NotYourSide, NotNow, NothingWritten, SentAlready.
    """
    require_step(outcome, OutcomeStep.AGREE, side=side, by=by)
    if agreed_at(outcome, side):
        raise SentAlready(_("Your side has agreed already; the other side's answer is missing."))
    if not outcome.story.exists():
        raise NothingWritten(_("Nobody has written a word of the story yet; write yours first."))
    moment = {f"{side}_released_at": timezone.now()}
    other = Side.PERSON if side == Side.HOST else Side.HOST
    if not agreed_at(outcome, other):
        return step_on(outcome, OutcomeStep.AGREE, side=side, by=by, **moment)
    step_on(outcome, OutcomeStep.RELEASE, side=side, by=by, **moment)
    signals.released.send(Outcome, outcome=outcome, by=by)
    return outcome


@transaction.atomic
def take_back_story(outcome: Outcome, *, side: Side, by: User) -> Outcome:
    """One side no longer agrees: what is public of it goes at once. Raises NotYourSide, NotNow."""
    released = outcome.state == OutcomeState.RELEASED
    step = OutcomeStep.TAKE_BACK if released else OutcomeStep.RECONSIDER
    require_step(outcome, step, side=side, by=by)
    if not agreed_at(outcome, side):
        raise NotNow(_("Your side has not agreed to the story, so there is nothing to take back."))
    step_on(outcome, step, side=side, by=by, **{f"{side}_released_at": None})
    if released:
        signals.taken_back.send(Outcome, outcome=outcome, by=by)
    return outcome
