"""Whose turn it is with an outcome, and what comes next, as one side or an onlooker reads it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.turns import Turn
from matching.choices import OutcomeState, Side
from matching.models import Outcome
from outcomes.domain.evaluations import may_be_sent
from outcomes.domain.parties import person_of
from outcomes.domain.reports import reported_at
from outcomes.domain.stories import agreed_at
from taxonomy.site_clock import end_of, site_today


def is_overdue(outcome: Outcome) -> bool:
    """A report is missing though its day has passed."""
    waits = outcome.state in (OutcomeState.DUE, OutcomeState.SUBMITTED) and not nobody_reports(outcome)
    return waits and outcome.due_on < site_today()


def nobody_reports(outcome: Outcome) -> bool:
    """The person has left, and the host has said what it had to say."""
    return person_of(outcome).has_left and reported_at(outcome, Side.HOST) is not None


def turn_of(outcome: Outcome, side: Side | None, *, published: bool = False) -> Turn:
    """`side`: the reader's; None for officers and others who look. `published`: the story is on the site."""
    if person_of(outcome).has_left:
        return _left(outcome, side)
    reporting = outcome.state in (OutcomeState.DUE, OutcomeState.SUBMITTED)
    if side is not None and reported_at(outcome, side) and may_be_sent(outcome, side):
        return _evaluating(outcome)
    if reporting:
        return _reporting(outcome, side)
    if outcome.state == OutcomeState.RELEASED:
        if published:
            return Turn(_("The story is published. Either side may take its agreement back at any time."))
        return Turn(
            _(
                "Both agreed to the story: editors make a page of it, and it is public once they publish that. Either "
                "side may take its agreement back at any time."
            )
        )
    return _story(outcome, side)


def _left(outcome: Outcome, side: Side | None) -> Turn:
    if reported_at(outcome, Side.HOST) is not None or outcome.state == OutcomeState.COMPLETE:
        return Turn(_("The person has left the platform; nothing more happens here."))
    by = end_of(outcome.due_on)
    if side == Side.HOST:
        words = _("The person has left the platform; your report is the only one. Say what came of the stay.")
        return Turn(words, _("Your report"), "now", by)
    words = _("The person has left the platform; the report of the host is missing.")
    return Turn(words, _("Report of the host"), "wait", by)


def _reporting(outcome: Outcome, side: Side | None) -> Turn:
    by = end_of(outcome.due_on)
    then = (
        _("It is overdue; reminders go out, and it can be sent still.")
        if is_overdue(outcome)
        else _("Then reminders go out, and evaluations open as they are.")
    )
    if side is None:
        words = (
            _("Both sides have to report.")
            if outcome.state == OutcomeState.DUE
            else _("One side has reported; the other's report is missing.")
        )
        return Turn(words, _("Reports of both sides"), "wait", by, then)
    if reported_at(outcome, side) is None:
        words = (
            _("Report what came of the stay.")
            if outcome.state == OutcomeState.DUE
            else _("The other side has reported; yours is missing.")
        )
        return Turn(words, _("Your report"), "now", by, then)
    return Turn(
        _("Your report is in. Until the other side has sent theirs you can correct it."),
        _("Report of the other side"),
        "wait",
        by,
        then,
    )


def _evaluating(outcome: Outcome) -> Turn:
    return Turn(
        _("Your report is in. Say how it went: the other side reads that only once it has said so itself."),
        _("Your evaluation"),
        "now",
        end_of(outcome.due_on),
        _("Then evaluations open as they are, and none is written any more."),
    )


def _story(outcome: Outcome, side: Side | None) -> Turn:
    agreed = {one: bool(agreed_at(outcome, one)) for one in Side}
    if not any(agreed.values()):
        return Turn(_("Both have reported. If both like, a story can be told in public; nobody has to."))
    if side is not None and not agreed[side]:
        return Turn(
            _("The other side agreed to tell the story as it stands below. Agree as well, or leave it."),
            _("Your answer to the story"),
            "now",
        )
    return Turn(_("One side agreed to the story; the other decides."), _("Answer of the other side"), "wait")
