"""Buttons of the page of an outcome: agreeing to the story, and taking that back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.domain.editing import mark_of
from accounts.domain.steps import lock
from accounts.models import User
from accounts.step_form import Button
from accounts.stepping import Page, last_was
from matching.choices import OutcomeState, Side
from matching.domain.sides import NotYourSide
from matching.models import Outcome
from outcomes.choices import OutcomeStep as S
from outcomes.domain.parties import person_of, side_of
from outcomes.domain.stories import agree_to_story, agreed_at, read_words, take_back_story
from outcomes.way import WAY


def _as_side(step: Callable[..., Outcome]) -> Callable[..., Outcome]:
    def take(outcome: Outcome, *, by: User) -> Outcome:
        side = side_of(outcome, by)
        if side is None:
            raise NotYourSide(_("The person does this, and owners and editors of the institution."))
        return step(outcome, side=side, by=by)

    return take


_AGREE = Button(
    S.AGREE,
    gettext_lazy("I agree to the story"),
    gettext_lazy(
        "To the words of both sides as they stand here. Once both agree, editors make a page of them in both languages."
    ),
    _as_side(agree_to_story),
    done=gettext_lazy("Your side agrees to the story."),
    sure=gettext_lazy("Yes, these words may be public."),
    primary=True,
)
_TAKE_BACK = Button(
    S.TAKE_BACK,
    gettext_lazy("Take the story back"),
    gettext_lazy("What is public of it goes at once. Both can agree again later."),
    _as_side(take_back_story),
    done=gettext_lazy("Taken back: nothing of the story is public."),
    harm=True,
)
_RECONSIDER = Button(
    S.RECONSIDER,
    gettext_lazy("Take my agreement back"),
    gettext_lazy("Nothing is public yet. You can agree again later."),
    _as_side(take_back_story),
    done=gettext_lazy("Your side no longer agrees to the story."),
)
BUTTONS: Mapping[str, Button] = {button.step: button for button in (_AGREE, _TAKE_BACK, _RECONSIDER)}


def buttons_of(outcome: Outcome, side: Side | None, *, written: bool) -> list[Button]:
    """What a side can do with the story now. `written`: there are words to agree to."""
    if side is None or person_of(outcome).has_left:
        return []
    if outcome.state == OutcomeState.RELEASED:
        return [_TAKE_BACK]
    if outcome.state != OutcomeState.COMPLETE:
        return []
    if agreed_at(outcome, side):
        return [_RECONSIDER]
    return [_AGREE] if written else []


def mark(outcome: Outcome) -> str:
    """Of where the story stands, words included: nobody agrees to what they have not seen."""
    return mark_of(
        {"state": outcome.state}
        | {f"{side} agreed": agreed_at(outcome, side) is not None for side in Side}
        | {f"{side} words": read_words(outcome, side) for side in Side}
    )


def already(outcome: Outcome, step: str, *, by: User) -> bool:
    """A double click. The second yes of both is noted as a step of another name."""
    same = (S.AGREE, S.RELEASE) if step == S.AGREE else (step,)
    return any(last_was(outcome, one, by=by) for one in same)


def legal(outcome: Outcome, step: str) -> bool:
    return outcome.state in WAY.rules[S(step)].of


PAGE: Page[Outcome] = Page(BUTTONS, lock, mark, already, legal)
