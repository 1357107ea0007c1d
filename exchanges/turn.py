"""Whose turn it is with a stay, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.turns import Turn
from exchanges.choices import DueKind as D
from exchanges.choices import LetterKind
from exchanges.clock import end_of, today_at, zone_name
from exchanges.coming import coming
from exchanges.dues import Due, dues_of, item_day
from exchanges.opening_gone import nobody_is_bound, words
from exchanges.routes import Route, route_of
from matching.choices import ExchangeState as E
from matching.choices import Side
from matching.models import Exchange


def turn_of(exchange: Exchange, side: Side | None) -> Turn:
    """For a reader of `side`; None reads for nobody."""
    if nobody_is_bound(exchange):
        return Turn(words())
    today = today_at(exchange)
    due = foremost((due for due in dues_of(exchange) if due.since <= today), side, today=today)
    turn = _of(exchange, due, side) if due else _quiet(exchange)
    return replace(turn, beside=tuple(_overdue(exchange, side, today)))


def foremost(dues: Iterable[Due], side: Side | None, *, today: date) -> Due | None:
    """A step of one's own; then what others have to do, or one's own boxes to tick off while there is time for them. A
    box whose day is over hides no step. A signature comes first: nothing is certain without it."""

    def rank(due: Due) -> tuple[int, bool, bool, date]:
        mine = due.side == side
        order = (1 if due.by >= today else 2) + (not mine) if due.is_box else int(not mine)
        return order, due.kind != D.SIGN, not (mine and due.kind == D.DISCLOSE), due.by

    return min(dues, key=rank, default=None)


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


def _of(exchange: Exchange, due: Due, side: Side | None) -> Turn:
    mine = due.side == side
    text = words_of(due.kind) if mine else _of_others(exchange, due)
    later = tuple(coming(exchange, but=due.kind))
    return Turn(text, str(due.kind.label), "now" if mine else "wait", end_of(exchange, due.by), later=later)


def _of_others(exchange: Exchange, due: Due) -> str:
    what = {"what": due.kind.label}
    if due.side == Side.PERSON:
        return _("The person is to do this: %(what)s.") % what
    if route_of(exchange.introduction.opening) == Route.SENT:
        return _("The sending institution is to do this: %(what)s.") % what
    return _("The host is to do this: %(what)s.") % what


def _overdue(exchange: Exchange, side: Side | None, today: date) -> Iterator[str]:
    """What a side should do by now and stands nowhere else: sign or cancel, boxes. Onlookers do neither."""
    if side is None:
        return
    yield from stuck(exchange, today)
    if exchange.state not in (E.AGREED, E.UNDER_WAY):
        return
    items = [item for item in exchange.checklist.all() if item.side == side and item.done_at is None]
    late = [str(item) for item in items if (day := item_day(exchange, item.days)) and day < today]
    if late:
        yield _("Overdue on your list: %(items)s.") % {"items": _("; ").join(late)}


def stuck(exchange: Exchange, today: date) -> Iterator[str]:
    """What to do with a stay that is not agreed on although the day for that is over."""
    if exchange.state == E.PLANNED and any(due.by < today for due in dues_of(exchange)):
        yield _(
            "Until both have signed, the place is kept. If nothing comes of it, cancel the stay: the place is free "
            "again."
        )


def _quiet(exchange: Exchange) -> Turn:
    """Nothing is due yet, or any more."""
    day = {"zone": zone_name(exchange)}
    match exchange.state:
        case E.AGREED:
            assert exchange.starts_on is not None
            day["day"] = date_format(exchange.starts_on)
            return _next(exchange, _("Both have signed. The stay begins on %(day)s (%(zone)s).") % day)
        case E.UNDER_WAY:
            assert exchange.ends_on is not None
            day["day"] = date_format(exchange.ends_on)
            return _next(exchange, _("The stay is under way until %(day)s (%(zone)s).") % day)
        case E.COMPLETED:
            return Turn(_("The stay is completed; the certificate is among the letters."))
        case E.ENDED_EARLY:
            if _confirmed(exchange):
                return Turn(_("The stay ended early; a confirmation of its days is among the letters."))
            return Turn(_("The stay ended early."))
        case E.CANCELLED:
            return Turn(
                _("The stay does not take place. The place is free again, and letters are no longer valid.")
            )
    return Turn("")


def _confirmed(exchange: Exchange) -> bool:
    letters = exchange.letters.all()
    return any(letter.kind == LetterKind.SERVED and letter.revoked_at is None for letter in letters)


def _next(exchange: Exchange, text: str) -> Turn:
    first, *later = coming(exchange)
    step = f"{first.title}: {first.words}" if first.words else first.title
    return Turn(text, step, "wait", end_of(exchange, first.day), later=tuple(later))
