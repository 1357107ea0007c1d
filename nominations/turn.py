"""Whose turn it is with a nomination, and what comes next."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from accounts.turns import Turn
from experts.choices import NominationState as S
from experts.models import Nomination
from introductions.turn import turn_of
from matching.choices import Side
from matching.models import Introduction
from nominations.choices import NominationStep
from nominations.domain.sending import DAYS


def turn_for_nominator(nomination: Nomination) -> Turn:
    deleted = _("Then it is deleted.")
    if nomination.state == S.DRAFT:
        if held_back(nomination):
            return Turn(not_sent_words(), by=nomination.expires_at, then=deleted)
        return Turn(
            _("Complete it, look at the letter, and send it. Nobody but you reads it until then."),
            _("Send the letter"),
            "now",
            nomination.expires_at,
            deleted,
        )
    if nomination.state == S.SENT:
        return Turn(
            _("The person has the letter. A notice tells you what they answer; one reminder goes out."),
            _("Answer of the person"),
            "wait",
            nomination.expires_at,
            deleted,
        )
    if nomination.state == S.DECLINED:
        return Turn(
            _("The person declined. What you wrote about them is deleted; their name follows."),
            by=nomination.expires_at,
            then=deleted,
        )
    if nomination.has_left:
        return Turn(_("The person has left the platform; nothing more happens here."))
    if nomination.opening:
        return Turn(
            _(
                "The person accepted, and decides who sees their profile. What became of it stands on your desk, "
                "as far as they agreed to it."
            )
        )
    return Turn(_("The person accepted, and decides who sees their profile."))


def turn_for_person(
    nomination: Nomination, *, began: Introduction | None = None, kept_back: bool = False
) -> Turn:
    """`began`: the introduction that it led to; `kept_back`: something keeps the host from being asked."""
    if nomination.state == S.SENT:
        return Turn(
            _(
                "Accept, correct what is wrong, or decline. Until you answer nobody reads it but whoever wrote it, "
                "and whoever takes over from them."
            ),
            _("Your answer"),
            "now",
            nomination.expires_at,
            _("Then all of it is deleted."),
        )
    if nomination.state == S.DECLINED:
        return Turn(
            _("You declined. What was written about you is deleted; that you declined follows."),
            by=nomination.expires_at,
            then=_("Then nothing is left of it."),
        )
    if began is not None:
        return turn_of(began, reader=Side.PERSON)
    if kept_back:
        words = _("You accepted this recommendation. Until what stands below is done, the host is not asked.")
        return Turn(words, _("The host is asked"), "now")
    if nomination.opening:
        return Turn(_("You accepted this recommendation."), _("The host is asked"), "wait")
    return Turn(_("You accepted this recommendation. Hosts find you as far as you agreed to it."))


def held_back(nomination: Nomination) -> bool:
    """No letter went out for the draft as it stands. Reads `events`: prefetch them."""
    events = [event for event in nomination.events.all() if event.step != NominationStep.HAND_OVER]
    changed = nomination.expires_at - timedelta(days=DAYS) if nomination.expires_at else None
    last = events[-1] if events else None
    return (
        last is not None and last.step == NominationStep.HOLD_BACK and (changed is None or last.at >= changed)
    )


def not_sent_words() -> str:
    """The same whatever the reason: it says of nobody whether they are here (docs/decisions/0053)."""
    return _(
        "No letter was sent. This happens where a person is on the platform already, was recommended by a colleague, "
        "or wants no letters; which of these, we tell nobody. Look whether address, ORCID iD and affiliation are "
        "right, and try again if not. Otherwise delete the draft."
    )
