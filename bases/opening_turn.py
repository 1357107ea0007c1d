"""Whose turn it is with an opening, and what comes next."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.turns import Turn
from bases.choices import OpeningStep, PublicationState, Sensitivity
from bases.deadlines import deadline_of
from bases.models import Opening, OpeningEvent
from bases.service import due


def turn_of(opening: Opening) -> Turn:
    """As the host reads it."""
    state = opening.publication
    if state == PublicationState.DRAFT:
        return Turn(
            _(
                "It is yours: hand it in once nothing is missing. Nobody outside your team and the officers sees it."
            ),
            _("Hand in for review"),
            "now",
        )
    if state == PublicationState.IN_REVIEW:
        return _in_review(opening)
    until = deadline_of(opening)
    closes = _("Closes by itself on %(day)s %(zone)s") % {"day": until.clock, "zone": until.zone_name}
    if state == PublicationState.OPEN:
        return Turn(_("It is public and takes applications until its deadline."), closes)
    if state == PublicationState.PAUSED:
        return Turn(
            _("It is off the lists and takes no applications until you open it again."), closes, "now"
        )
    if state == PublicationState.FILLED:
        return Turn(_("It is public, says that all places are taken, and nobody is matched with it."))
    if state == PublicationState.CLOSED:
        return Turn(_("It takes no more applications. Its terms stay readable for those who applied."))
    return Turn(_("It and its terms have left the site."))


def _in_review(opening: Opening) -> Turn:
    if opening.sensitivity == Sensitivity.HELD:
        return Turn(
            _("Two officers look whether it touches a sensitive field; a letter tells you what they decide."),
            _("Answer of two officers"),
            "wait",
        )
    if opening.sensitivity == Sensitivity.REFUSED:
        return Turn(_("It cannot be offered here. Take it back to change it, or withdraw it."), "", "")
    answer = due(handed_in(opening))
    if answer.over:
        late = _("It waits for an officer longer than we promise; it is shown to them first.")
        return Turn(late, _("Answer of an officer"), "wait")
    return Turn(_("An officer looks at it."), _("Answer of an officer"), "wait", answer.moment)


def handed_in(opening: Opening) -> datetime:
    """The last time; never by its team, when it was made."""
    last = opening.events.filter(step=OpeningStep.SUBMIT).order_by("-at").first()
    return last.at if last else opening.created_at


def returned(opening: Opening) -> OpeningEvent | None:
    """Why an officer sent the draft back, as long as it is one."""
    if opening.publication != PublicationState.DRAFT:
        return None
    last = opening.events.order_by("-at", "-pk").first()
    return last if last and last.step == OpeningStep.RETURN else None
