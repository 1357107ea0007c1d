"""What an agreement says, and whether it can be agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.domain.editing import Refused
from bases.models import Opening
from exchanges.clock import today_at
from exchanges.models import AgreementVersion
from exchanges.window import differences
from matching.choices import ExchangeState
from matching.models import Exchange
from taxonomy.choices import Language

LONGEST = 10_000  # characters of each text
MOST_DAYS = 5 * 366
TEXTS = ("duties", "pay", "ip", "disclosure")
NEEDED = ("duties", "pay", "ip")


@dataclass(frozen=True, slots=True)
class Terms:
    """Days of the calendar of the agreement; texts in `language`."""

    starts_on: date
    ends_on: date
    duties: str
    pay: str
    ip: str
    language: str
    disclosure: str = ""

    @classmethod
    def of(cls, version: AgreementVersion) -> Terms:
        return cls(**{name: getattr(version, name) for name in cls.__dataclass_fields__})


def require_terms(exchange: Exchange, terms: Terms) -> None:
    """Raises Refused, which names the field."""
    if terms.language not in Language.values:
        raise Refused("language", _("Say in which language the terms are written."))
    for name in NEEDED:
        if not getattr(terms, name).strip():
            raise Refused(name, _("Both sides sign this; write what holds, or that there is none."))
    for name in TEXTS:
        require_length(name, getattr(terms, name))
    if terms.ends_on < terms.starts_on:
        raise Refused("ends_on", _("The last day is before the first."))
    if (terms.ends_on - terms.starts_on).days > MOST_DAYS:
        raise Refused("ends_on", _("At most five years; agree on more when they are over."))
    today = today_at(exchange)
    if exchange.state in (ExchangeState.UNDER_WAY, ExchangeState.INTERRUPTED):
        if terms.starts_on != exchange.starts_on:
            raise Refused("starts_on", _("The stay has begun; its first day stays as it was."))
        if terms.ends_on < today:
            raise Refused("ends_on", _("That day is over. To end the stay, end it early."))
    elif terms.starts_on < today:
        raise Refused("starts_on", _("That day is over; choose a later one."))
    elif terms.starts_on > today + timedelta(days=MOST_DAYS):
        raise Refused("starts_on", _("Choose a day within five years."))


def require_answer(opening: Opening, terms: Terms, *, anyway: bool, reason: str) -> bool:
    """Whether the days differ from those of the opening; whoever means it says so, and why. Raises Refused, until they
    do: beside `anyway`, then beside `reason`."""
    differ = differences(opening, terms.starts_on, terms.ends_on)
    if differ and not anyway:
        raise Refused("anyway", differ)
    if differ and not reason.strip():
        raise Refused("reason", _("Write why these days; the other side reads it before it signs."))
    return bool(differ)


def require_length(name: str, text: str) -> None:
    if len(text) > LONGEST:
        raise Refused(
            name,
            _(
                "This has %(length)s characters, and at most %(most)s are signed here. Write what matters, and name "
                "the longer paper that both sides hold."
            )
            % {
                "length": number_format(len(text), force_grouping=True),
                "most": number_format(LONGEST, force_grouping=True),
            },
        )
