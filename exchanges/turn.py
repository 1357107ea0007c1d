"""Whose turn it is with a stay, and what comes next."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.turns import Turn
from exchanges.choices import DueKind as D
from exchanges.clock import end_of, today_at, zone_name
from exchanges.dues import Due, dues_of
from exchanges.opening_gone import nobody_is_bound, words
from matching.choices import ExchangeState as E
from matching.choices import Side
from matching.models import Exchange


def turn_of(exchange: Exchange, side: Side | None) -> Turn:
    """For a reader of `side`; None reads for nobody."""
    if nobody_is_bound(exchange):
        return Turn(words())
    today = today_at(exchange)
    dues = [due for due in dues_of(exchange) if due.since <= today]
    mine = next((due for due in _most_urgent(dues) if due.side == side), None)
    if mine:
        return _turn(exchange, mine, words_of(mine.kind), "now")
    theirs = next(iter(_most_urgent(dues)), None)
    if theirs:
        who = _("The host is to do this:") if theirs.side == Side.HOST else _("The person is to do this:")
        return _turn(exchange, theirs, f"{who} {theirs.kind.label}.", "wait")
    return _quiet(exchange)


def words_of(kind: D) -> str:
    return {
        D.PROPOSE: _(
            "Propose days and terms; the other side may propose others, until both sign the same version."
        ),
        D.SIGN: _("An agreement waits for your signature. Read it, and sign it or propose another."),
        D.DISCLOSE: _(
            "Tell your home institution of the stay, and note the day here; nobody arrives before that."
        ),
        D.CHECK: _("Some things have to be done before and at arrival; tick off yours."),
        D.BEGIN: _("Confirm the day of arrival; the letter of confirmation is issued then."),
        D.MIDTERM: _("Half of the time is over: write in a few sentences how it goes."),
        D.MILESTONE: _("A milestone is due; mark it as reached."),
        D.RESUME: _("The stay is interrupted. Resume it, or end it early with a reason."),
        D.COMPLETE: _("The last day is here: complete the stay, and the certificate is issued."),
    }[kind]


def _most_urgent(dues: list[Due]) -> list[Due]:
    """A signature first: nothing else is certain without it; then what nobody arrives without."""
    return sorted(dues, key=lambda due: (due.kind != D.SIGN, due.kind != D.DISCLOSE, due.by))


def _turn(exchange: Exchange, due: Due, words: str, whose: str) -> Turn:
    return Turn(words, str(due.kind.label), whose, end_of(exchange, due.by))


def _quiet(exchange: Exchange) -> Turn:
    zone = zone_name(exchange)
    match exchange.state:
        case E.AGREED:
            assert exchange.starts_on is not None
            words = _("Both have signed. The stay begins on %(day)s (%(zone)s).")
            day = {"day": date_format(exchange.starts_on), "zone": zone}
            return Turn(words % day, str(D.BEGIN.label), "wait", end_of(exchange, exchange.starts_on))
        case E.UNDER_WAY:
            assert exchange.ends_on is not None
            words = _("The stay is under way until %(day)s (%(zone)s).")
            day = {"day": date_format(exchange.ends_on), "zone": zone}
            return Turn(words % day, str(D.COMPLETE.label), "wait", end_of(exchange, exchange.ends_on))
        case E.COMPLETED:
            return Turn(_("The stay is completed; the certificate is among the letters."))
        case E.ENDED_EARLY:
            return Turn(
                _("The stay ended early; a confirmation of the days at the base is among the letters.")
            )
        case E.CANCELLED:
            return Turn(
                _("The stay does not take place. The place is free again, and letters are no longer valid.")
            )
    return Turn("")
