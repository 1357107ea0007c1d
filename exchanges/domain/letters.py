"""Letters that the platform issues: which hold at each state, and what they say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from exchanges.choices import ExchangeStep, LetterKind, VersionState
from exchanges.models import IssuedLetter
from exchanges.routes import Route, route_of
from matching.choices import ExchangeState as E
from matching.models import Exchange
from taxonomy.choices import Language

ARRIVED = (LetterKind.INVITATION, LetterKind.CONFIRMATION)
DAYS = ("starts_on", "ends_on", "arrived_on", "left_on")
HOLDING: dict[E, tuple[LetterKind, ...]] = {
    E.PLANNED: (),
    E.AGREED: (LetterKind.INVITATION,),
    E.UNDER_WAY: ARRIVED,
    E.INTERRUPTED: ARRIVED,
    E.ENDED_EARLY: (LetterKind.SERVED,),  # the last day that the others name did not come
    E.COMPLETED: (*ARRIVED, LetterKind.CERTIFICATE),
    E.CANCELLED: (),
}


def keep_letters(exchange: Exchange) -> None:
    """Issue what holds now and is not there, and revoke what no longer holds. The caller has locked the stay.

    A letter holds as long as its days and its name are those of the version in force; a title that is mended
    since makes it no worse.
    """
    holding = HOLDING[E(exchange.state)]
    version = exchange.versions.filter(state=VersionState.IN_FORCE).first()
    name, native_name = (version.name, version.native_name) if version else ("", "")
    valid = {letter.kind: letter for letter in exchange.letters.filter(revoked_at=None)}
    for kind in LetterKind:
        letter = valid.get(kind)
        facts = facts_of(exchange, kind) if kind in holding else None
        if letter and (
            facts is None or _days(letter.facts) != _days(facts) or letter.names != (name, native_name)
        ):
            letter.revoked_at = timezone.now()
            letter.save(update_fields=["revoked_at"])
            letter = None
        if letter is None and facts is not None:
            IssuedLetter.objects.create(
                exchange=exchange, kind=kind, facts=facts, name=name, native_name=native_name
            )


def _days(facts: dict[str, Any]) -> dict[str, str]:
    return {name: facts.get(name, "") for name in DAYS}


def facts_of(exchange: Exchange, kind: LetterKind) -> dict[str, Any]:
    """All but the name. Days as 2027-03-31; names in both languages, by tag of the language. What was agreed is no
    matter of a paper on the days that somebody was there."""
    opening = exchange.introduction.opening
    route = route_of(opening)
    facts: dict[str, Any] = {
        "route": route,
        "host": _in_both(opening.institution),
        "base": _in_both(opening.base) if opening.base and route != Route.SENT else {},  # nobody comes to it
        "opening": _in_both(opening),
        "stay": opening.kind,
    }
    if kind != LetterKind.SERVED:
        facts |= {"starts_on": _iso(exchange.starts_on), "ends_on": _iso(exchange.ends_on)}
    if kind != LetterKind.INVITATION:
        facts["arrived_on"] = _iso(day_of(exchange, ExchangeStep.BEGIN))
    if kind == LetterKind.CERTIFICATE:
        facts["left_on"] = _iso(day_of(exchange, ExchangeStep.COMPLETE))
    if kind == LetterKind.SERVED:
        left = day_of(exchange, ExchangeStep.END_EARLY)
        facts |= {"left_on": _iso(left), "breaks": _breaks(exchange, until=left) if left else []}
    return facts


def _breaks(exchange: Exchange, *, until: date) -> list[list[str]]:
    """First and last day of each interruption that began before the last day of the stay. Whoever resumes is back on
    that day, and an interruption of less than a day is none."""
    breaks: list[list[date]] = []
    taken = exchange.events.filter(step__in=[ExchangeStep.INTERRUPT, ExchangeStep.RESUME])
    for event in taken.order_by("at", "pk"):
        assert event.day is not None  # both steps note the day on which they are taken
        if event.step == ExchangeStep.INTERRUPT:
            breaks.append([event.day, until])
        elif breaks:
            breaks[-1][1] = min(event.day - timedelta(days=1), until)
    return [[_iso(first), _iso(last)] for first, last in breaks if first < until and first <= last]


def day_of(exchange: Exchange, step: ExchangeStep) -> date | None:
    """On which day that step was last taken, by the calendar of the agreement."""
    event = exchange.events.filter(step=step).order_by("at", "pk").last()
    return event.day if event else None


def _in_both(subject: Any) -> dict[str, str]:
    return {language: str(subject.text_in(language) or "") for language in Language.values}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
