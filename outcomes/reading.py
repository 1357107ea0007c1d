"""What the page of an outcome shows to one reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.audience import Visitor
from accounts.step_form import forms_of
from accounts.stepping import Pressed
from exchanges.days_there import days_at_the_base
from exchanges.routes import side_words
from matching.choices import OutcomeState, Side
from matching.models import Outcome
from outcomes.buttons import buttons_of, mark
from outcomes.domain.evaluations import are_open, may_be_sent
from outcomes.domain.parties import opening_of, person_of, side_of
from outcomes.domain.reports import reported_at
from outcomes.domain.stories import agreed_at
from outcomes.models import Evaluation, Report, StoryWords
from outcomes.standing import standings
from outcomes.turn import is_overdue, turn_of


@dataclass(frozen=True, slots=True)
class OfSide:
    """What is there of one side, as far as the reader may see it."""

    side: Side
    who: str  # in the middle of a sentence, as `other` is
    other: str
    own: bool
    reported: bool
    report: Report | None
    evaluated: bool
    evaluation: Evaluation | None
    words: StoryWords | None
    agreed: bool


def context_of(outcome: Outcome, user: Visitor, pressed: Pressed | None = None) -> dict[str, Any]:
    own = side_of(outcome, user)
    reports = Report.objects.visible_to(user).filter(outcome=outcome).prefetch_related("works")
    report_by = {report.side: report for report in reports}
    evaluations = Evaluation.objects.visible_to(user).filter(outcome=outcome)
    evaluation_by = {evaluation.side: evaluation for evaluation in evaluations}
    evaluated = set(outcome.evaluations.values_list("side", flat=True))
    words = {words.side: words for words in outcome.story.all()}
    opening = opening_of(outcome)
    sides = [
        OfSide(
            side=side,
            who=side_words(opening, side),
            other=side_words(opening, Side.HOST if side == Side.PERSON else Side.PERSON),
            own=side == own,
            reported=reported_at(outcome, side) is not None,
            report=report_by.get(side),
            evaluated=side in evaluated,
            evaluation=evaluation_by.get(side),
            words=words.get(side),
            agreed=agreed_at(outcome, side) is not None,
        )
        for side in Side
    ]
    standing = standings([outcome])[outcome.pk]
    opened = are_open(outcome)
    mine = next((one for one in sides if one.own), None)
    told = outcome.state in (OutcomeState.COMPLETE, OutcomeState.RELEASED)
    bound = pressed.form if pressed else None
    buttons = buttons_of(outcome, own, written=bool(words))
    forms = forms_of(buttons, seen=mark(outcome))
    if bound is not None and pressed is not None and pressed.status == 200:
        forms = [bound if form.button.step == bound.button.step else form for form in forms]
    return {
        "section": "desk",
        "outcome": outcome,
        "exchange": outcome.exchange,
        "days": days_at_the_base(outcome.exchange),
        "opening": opening,
        "person": person_of(outcome),
        "sides": sides,
        "mine": mine,
        "standing": standing,
        "turn": turn_of(outcome, own, published=bool(standing.address)),
        "overdue": is_overdue(outcome),
        "open": opened,
        "may_report": mine is not None and not told,
        "may_evaluate": mine is not None and may_be_sent(outcome, mine.side) and not opened,
        "may_write": mine is not None and outcome.state == OutcomeState.COMPLETE,
        "story": told and not person_of(outcome).has_left,
        "told": told,
        "forms": forms,
        "trouble": pressed.error if pressed else "",
        "events": outcome.events.all(),
    }
