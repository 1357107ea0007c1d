"""Deadlines as iCalendar (RFC 5545), by the icalendar library."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from bases.models import Opening
from bases.shown import place, shown

PRODUCT = "-//TalentBridge//Deadlines//EN"


def calendar_of(openings: Iterable[Opening], *, name: str, link_of: Callable[[Opening], str]) -> bytes:
    """One event at each deadline, in UTC, which every calendar shows on its own clock. Openings as of `for_cards()`."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(_line(name)))
    for opening in openings:
        calendar.add_component(_event(opening, link=link_of(opening)))
    return calendar.to_ical()


def _event(opening: Opening, *, link: str) -> Event:
    event = Event()
    event.add("uid", f"opening-{opening.pk}-deadline@{link.split('/')[2]}")
    event.add("dtstamp", opening.updated_at.astimezone(UTC))
    event.add("dtstart", opening.deadline.astimezone(UTC))
    event.add("summary", _("Deadline: %(value)s") % {"value": _line(opening.label)})
    summary = shown(opening, "summary")
    about = [opening.institution.label, str(summary.text) if summary else "", link]
    event.add("description", "\n".join(line for line in about if line))
    event.add("location", place(opening))
    event.add("url", link)
    event.add("transp", "TRANSPARENT")  # nobody is busy then
    return event


def _line(text: str) -> str:
    """Without breaks: what follows one would be read as a property of its own."""
    return " ".join(text.split())
