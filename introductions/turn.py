"""Whose turn it is with an introduction, in words for one reader."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.turns import Turn
from introductions.querysets import OVER, waiting_side
from matching.choices import ExchangeState, IntroductionState, Side
from matching.models import Exchange, Introduction


def turn_of(introduction: Introduction, *, reader: Side | None) -> Turn:
    """`reader`: the side that reads; None for officers."""
    if introduction.state == IntroductionState.OFFERED:
        return _waiting(introduction, reader)
    if introduction.profile.has_left:
        return Turn(_("The person has left the platform; nothing more happens here."))
    stay = getattr(introduction, "exchange", None)
    if introduction.state == IntroductionState.ACCEPTED and stay is not None:
        words = _("Both sides said yes. The stay: %(state)s.") % {"state": stay.get_state_display()}
        return Turn(words, _next_of(stay))
    if introduction.state == IntroductionState.ACCEPTED:
        words = _("Both sides said yes. Write to each other here, and agree on the stay.")
        return Turn(words, _("Agreement on the stay"))
    return Turn(
        {
            IntroductionState.DECLINED: _("One side said no. Nothing more happens here."),
            IntroductionState.WITHDRAWN: _("It was ended. Contact data is no longer shown."),
            IntroductionState.EXPIRED: _("Nobody answered in time. It can be begun anew."),
        }[IntroductionState(introduction.state)]
    )


def _next_of(stay: Exchange) -> str:
    """What happens to a stay goes on on its own page."""
    if stay.state == ExchangeState.PLANNED:
        return _("Agreement on the stay")
    return "" if stay.state in OVER else _("The stay goes on, on its own page")


def _waiting(introduction: Introduction, reader: Side | None) -> Turn:
    side, due = waiting_side(introduction), introduction.answer_due
    if due is not None and due <= timezone.now():
        return Turn(_("Nobody answered in time. It can be begun anew."))
    then = _("Without an answer it ends by itself.")
    if side is None or reader is None:
        return Turn(_("One side has not answered yet."), _("Answer of the other side"), "wait", due, then)
    if side == reader == Side.PERSON:
        words = _("Say whether you want to be introduced. Only with your yes does the host see who you are.")
        return Turn(words, _("Your answer"), "now", due, then)
    if side == reader:
        words = _(
            "Say whether you want to meet this person. With your yes each side sees how to reach the other."
        )
        return Turn(words, _("Your answer"), "now", due, then)
    if side == Side.HOST:
        return Turn(_("The host was asked."), _("Answer of the host"), "wait", due, then)
    return Turn(_("The person was asked."), _("Answer of the person"), "wait", due, then)
