"""When somebody could come, and when they are away already: by month, and as iCalendar."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar, Event, vText

from experts.models import Profile, WantedStay
from matching.choices import BINDING
from matching.models import Exchange

FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)
PRODUCT = "-//TalentBridge//Availability//EN"


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which somebody could be on a stay that they want, or is bound by one that was agreed (`busy`)."""

    key: str
    label: str
    about: str
    first: date
    last: date
    busy: bool
    address: str  # where it is changed, or read


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    inside: bool  # of the month
    numbers: tuple[int, ...]  # of the wanted stays in the list of the month, from 1
    busy: bool


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    weeks: list[list[Day]]
    spans: list[Span]  # that touch it; numbered from 1
    before: date | None
    after: date | None


def spans_of(profile: Profile) -> list[Span]:
    """By their first day."""
    found = [_wanted(stay) for stay in profile.stays.all()]
    bound = Exchange.objects.filter(profile=profile, state__in=BINDING).select_related(
        "introduction__opening"
    )
    found += [_bound(one) for one in bound.prefetch_related("introduction__opening__texts")]
    return sorted(found, key=lambda span: (span.first, span.last, span.key))


def month_of(spans: Iterable[Span], day: date) -> Month:
    """The month of `day`, weeks from Monday on."""
    first = day.replace(day=1)
    last = _next(first) - timedelta(days=1)
    mine = [span for span in spans if span.first <= last and span.last >= first]
    numbers = {span.key: number for number, span in enumerate(mine, 1)}

    def one(day: date) -> Day:
        here = [span for span in mine if span.first <= day <= span.last]
        wanted = tuple(numbers[span.key] for span in here if not span.busy)
        return Day(day, day.month == first.month, wanted, any(span.busy for span in here))

    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    before = (first - timedelta(days=1)).replace(day=1)
    after = _next(first)
    return Month(
        first,
        [[one(day) for day in week] for week in weeks],
        mine,
        before if before >= FIRST else None,
        after if after <= LAST else None,
    )


def asked_month(text: str, *, today: date) -> date:
    """`2027-03` as its first day; what is none, or too far away, is the month of `today`."""
    try:
        day = datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        return today.replace(day=1)
    return day if FIRST <= day <= LAST else today.replace(day=1)


def calendar_of(spans: Iterable[Span], *, link_of: Callable[[str], str], host: str, name: str = "") -> bytes:
    """One event for each span, over whole days. A wanted stay leaves its days free; an agreed one does not."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("x-wr-calname", vText(name or _("My availability")))
    for span in spans:
        event = Event()
        event.add("uid", f"{span.key}@{host}")
        event.add("dtstamp", datetime.now(UTC))
        event.add("dtstart", span.first)
        event.add("dtend", span.last + timedelta(days=1))  # the first day after it
        event.add("summary", " ".join(span.label.split()))
        event.add("description", " ".join(span.about.split()))
        event.add("url", link_of(span.address))
        event.add("transp", "OPAQUE" if span.busy else "TRANSPARENT")
        made.add_component(event)
    return made.to_ical()


def _wanted(stay: WantedStay) -> Span:
    least, most = stay.months_min, stay.months_max
    length = (
        ngettext("%(number)d month", "%(number)d months", most) % {"number": most}
        if least == most
        else _("%(least)d to %(most)d months") % {"least": least, "most": most}
    )
    label = _("Wanted: %(kind)s") % {"kind": stay.get_kind_display()}
    return Span(f"stay-{stay.pk}", label, length, stay.earliest, stay.latest, False, reverse("experts:stays"))


def _bound(one: Exchange) -> Span:
    assert one.starts_on is not None  # the database sees to both
    assert one.ends_on is not None
    opening = one.introduction.opening
    address = reverse("bases:opening", args=[opening.pk])
    return Span(
        f"visit-{one.pk}", _("Agreed visit"), opening.label, one.starts_on, one.ends_on, True, address
    )


def _next(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)
