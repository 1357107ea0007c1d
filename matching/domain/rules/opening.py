"""Rules that ask something of the opening: may it be matched at all, and is there still a place?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bases.choices import PublicationState, Sensitivity
from bases.models import Opening
from matching.domain.wording import both, day
from matching.types import Bilingual, Reason, Verdict


@dataclass(frozen=True, slots=True)
class Standing:
    """What both rows do not say of a pair."""

    taken: int = 0  # places with an accepted introduction
    introduced: bool = False  # this pair has a live introduction: it came in time and holds what it holds
    in_pool: bool = True  # the person is active, verified, and agreed to be matched


def publication(opening: Opening) -> Reason | None:
    """A draft can be tried out; a closed opening cannot be matched."""
    state = PublicationState(opening.publication)
    if state in (PublicationState.OPEN, PublicationState.FILLED):
        return None
    word = both(state)
    if state in (PublicationState.CLOSED, PublicationState.WITHDRAWN):
        return Reason("publication", Verdict.UNMET, Bilingual(zh="岗位已关闭。", en="The opening is closed."))
    if state == PublicationState.PAUSED:
        paused = Bilingual(
            zh="岗位已暂停，此名单仅供预览。", en="The opening is paused; this list is a preview."
        )
        return Reason("publication", Verdict.UNKNOWN, paused)
    return Reason(
        "publication",
        Verdict.UNKNOWN,
        Bilingual(
            zh=f"岗位尚未发布（{word.zh}），此名单仅供预览。",
            en=f"The opening is not published yet ({word.en.lower()}); this list is a preview.",
        ),
    )


def sensitivity(opening: Opening) -> Reason:
    """Held and refused openings are matched with nobody."""
    state = Sensitivity(opening.sensitivity)
    verdict = {Sensitivity.CLEAR: Verdict.MET, Sensitivity.UNCHECKED: Verdict.UNKNOWN}.get(
        state, Verdict.UNMET
    )
    text = {
        Sensitivity.CLEAR: Bilingual(
            zh="岗位已通过敏感领域审查。", en="The opening passed the sensitive-field review."
        ),
        Sensitivity.UNCHECKED: Bilingual(
            zh="岗位尚未经过敏感领域审查。",
            en="The opening has not been through the sensitive-field review yet.",
        ),
        Sensitivity.HELD: Bilingual(
            zh="岗位正在敏感领域审查中，暂不匹配。", en="The opening is held for the sensitive-field review."
        ),
        Sensitivity.REFUSED: Bilingual(
            zh="岗位未通过敏感领域审查。", en="The opening was refused in the sensitive-field review."
        ),
    }[state]
    return Reason("sensitivity", verdict, text)


def held(opening: Opening) -> Reason | None:
    """Why nobody at all is matched with this opening; None where people may be looked for."""
    reason = sensitivity(opening)
    return reason if reason.verdict is Verdict.UNMET else None


def deadline(opening: Opening, standing: Standing, *, now: datetime) -> Reason:
    """Whoever was introduced before the deadline came in time."""
    until = day(opening.local_deadline.date())
    if opening.deadline > now or standing.introduced:
        text = Bilingual(zh=f"截止日期：{until.zh}。", en=f"The deadline is {until.en}.")
        return Reason("deadline", Verdict.MET, text)
    text = Bilingual(zh=f"报名已于{until.zh}截止。", en=f"The deadline was {until.en}.")
    return Reason("deadline", Verdict.UNMET, text)


def places(opening: Opening, standing: Standing) -> Reason:
    """Accepted introductions count, filled openings have none left."""
    left = 0 if opening.publication == PublicationState.FILLED else max(0, opening.places - standing.taken)
    if left or standing.introduced:
        text = Bilingual(
            zh=f"共{opening.places}个名额，尚余{left}个。", en=f"{left} of {opening.places} places left."
        )
        return Reason("places", Verdict.MET, text)
    return Reason("places", Verdict.UNMET, Bilingual(zh="名额已满。", en="All places are taken."))
