"""My calendar: stays that I want, days that are bound, a month at a time and as iCalendar."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from experts.models import Profile
from matching.availability import asked_month, month_of, spans_of
from tests.factories import ExchangeFactory, MatchableProfileFactory

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 10)
STAY = {
    "kind": "expert_visit",
    "months_min": 1,
    "months_max": 3,
    "earliest": date(2027, 3, 15),
    "latest": date(2027, 9, 30),
}


@pytest.fixture
def person() -> Profile:
    return MatchableProfileFactory(stays=[STAY])


def bound(person: Profile, first: date, last: date, state: str = "agreed") -> None:
    exchange = ExchangeFactory(introduction__profile=person)
    type(exchange).objects.filter(pk=exchange.pk).update(
        state=state, came_from="planned", starts_on=first, ends_on=last,
        host_signed_at="2027-01-01T00:00Z", person_signed_at="2027-01-01T00:00Z",
    )  # fmt: skip


def test_a_month_shows_which_days_are_open_and_which_are_bound(person: Profile) -> None:
    bound(person, date(2027, 3, 20), date(2027, 4, 2))
    month = month_of(spans_of(person), TODAY)
    days = {day.day.day: day for week in month.weeks for day in week if day.inside}
    assert len(days) == 31
    assert (days[14].numbers, days[15].numbers) == ((), (1,))
    assert (days[19].busy, days[20].busy) == (False, True)
    assert [span.busy for span in month.spans] == [False, True]
    assert (month.before, month.after) == (date(2027, 2, 1), date(2027, 4, 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027-12", date(2027, 12, 1)),
        ("", date(2027, 3, 1)),
        ("2027-13", date(2027, 3, 1)),
        ("9999-01", date(2027, 3, 1)),
    ],
)
def test_a_month_that_is_none_is_this_one(text: str, expected: date) -> None:
    assert asked_month(text, today=TODAY) == expected


def test_the_page_lists_what_the_days_only_number_and_leads_to_the_editor(
    client: Client, person: Profile
) -> None:
    client.force_login(person.user)
    with time_machine.travel("2027-03-10T12:00Z"):
        client.force_login(person.user)
        page = client.get("/en/me/calendar/").content.decode()
        empty = client.get("/en/me/calendar/?month=2028-01").content.decode()
    assert "Wanted: Expert visit" in page
    assert 'href="/en/me/profile/stays/"' in page
    assert "Nothing in this month." in empty


def test_the_calendar_file_covers_whole_days(client: Client, person: Profile) -> None:
    bound(person, date(2027, 3, 20), date(2027, 4, 2))
    client.force_login(person.user)
    events = Calendar.from_ical(client.get("/en/me/calendar.ics").content).walk("VEVENT")
    assert [(one.decoded("dtstart"), one.decoded("dtend"), str(one["transp"])) for one in events] == [
        (date(2027, 3, 15), date(2027, 10, 1), "TRANSPARENT"),
        (date(2027, 3, 20), date(2027, 4, 3), "OPAQUE"),
    ]


def test_a_visit_that_was_called_off_binds_nobody(person: Profile) -> None:
    bound(person, date(2027, 3, 20), date(2027, 4, 2), state="cancelled")
    assert [span.busy for span in spans_of(person)] == [False]
