"""Openings that take applications no more: what is said of them, and where it leads on."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from bases.choices import Direction, PublicationState, Sensitivity
from bases.models import Institution, Opening, OpeningText
from search.indexing import rebuild
from tests.factories import OpenOpeningFactory, StaffMembershipFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def posting(html: str) -> dict[str, Any] | None:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, flags=re.DOTALL)
    assert len(found) <= 1
    return json.loads(found[0]) if found else None


def past(**values: Any) -> Opening:
    opening: Opening = OpenOpeningFactory(deadline=timezone.now() - timedelta(hours=1), **values)
    return opening


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "This opening takes no more applications."), ("zh-hans", "本岗位已不再接受申请。")],
)
def test_past_its_deadline_it_is_gone_with_its_terms_and_similar_ones(
    client: Client, language: str, words: str
) -> None:
    late, other = past(), OpenOpeningFactory()
    rebuild()
    answer = client.get(f"/{language}/openings/{late.pk}/")
    html = answer.content.decode()
    assert answer.status_code == 410
    assert words in html
    assert f'href="/{language}/openings/{other.pk}/"' in html
    assert "You calibrate the laser system." in html
    assert posting(html) is None
    assert "deadline.ics" not in html


def test_its_staff_read_it_as_before(client: Client) -> None:
    late = past()
    client.force_login(StaffMembershipFactory(institution=late.institution).user)
    assert client.get(f"/en/openings/{late.pk}/").status_code == 200


def test_a_closed_one_keeps_its_terms_for_those_who_applied(client: Client) -> None:
    closed = OpenOpeningFactory(publication=PublicationState.CLOSED, text__duties="You calibrate the laser.")
    answer = client.get(f"/en/openings/{closed.pk}/")
    html = answer.content.decode()
    assert answer.status_code == 410
    assert "Its host closed it." in html
    assert "You calibrate the laser." in html
    assert posting(html) is None


def test_a_paused_one_shows_its_terms_and_takes_nobody(client: Client) -> None:
    paused = OpenOpeningFactory(publication=PublicationState.PAUSED, text__duties="You calibrate the laser.")
    answer = client.get(f"/en/openings/{paused.pk}/")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "This opening is paused." in html
    assert "You calibrate the laser." in html
    assert 'name="robots" content="noindex"' in html
    assert posting(html) is None
    assert client.get("/en/openings/").content.decode().count(f'/openings/{paused.pk}/"') == 0


def test_a_withdrawn_one_says_so_and_shows_nothing_of_itself(client: Client) -> None:
    closed = OpenOpeningFactory(publication=PublicationState.WITHDRAWN)
    OpeningText.objects.filter(opening=closed).update(title="Only for a few eyes")
    other = OpenOpeningFactory()
    answer = client.get(f"/en/openings/{closed.pk}/")
    html = answer.content.decode()
    assert answer.status_code == 410
    assert "This opening was withdrawn" in html
    assert (
        f'href="/en/openings/{other.pk}/"' in html
    )  # of the same field: the index holds nothing of a closed one
    assert "Only for a few eyes" not in html
    assert client.get(f"/en/openings/{closed.pk}/deadline.ics").status_code == 410


@pytest.mark.parametrize(
    "values",
    [
        {"publication": PublicationState.CLOSED, "sensitivity": Sensitivity.HELD},
        {"publication": PublicationState.CLOSED, "published_at": None},
        {"publication": PublicationState.DRAFT},
        {"publication": PublicationState.DRAFT, "sensitivity": Sensitivity.HELD},
    ],
)
def test_what_was_never_public_or_is_held_does_not_exist(client: Client, values: dict[str, Any]) -> None:
    assert client.get(f"/en/openings/{OpenOpeningFactory(**values).pk}/").status_code == 404


def test_a_withdrawn_one_of_an_unverified_host_does_not_exist(client: Client) -> None:
    closed = OpenOpeningFactory(publication=PublicationState.CLOSED)
    Institution.objects.update(verification="withdrawn")
    assert client.get(f"/en/openings/{closed.pk}/").status_code == 404


@time_machine.travel(NOW, tick=False)
def test_an_open_one_is_told_to_engines(client: Client) -> None:
    opening = OpenOpeningFactory(deadline=datetime(2026, 12, 5, 10, tzinfo=UTC), places=2)
    found = posting(client.get(f"/en/openings/{opening.pk}/").content.decode())
    assert found is not None
    assert found["@context"] == "https://schema.org"
    assert found["@type"] == "JobPosting"
    assert found["title"] == "Laser diagnostics of fuel retention in a tungsten divertor"
    assert found["description"].startswith("<p>You calibrate the laser system.")
    assert found["validThrough"] == "2026-12-05T10:00:00+00:00"
    assert found["datePosted"] == NOW.isoformat()
    assert found["employmentType"] == "TEMPORARY"
    assert found["totalJobOpenings"] == 2
    assert found["hiringOrganization"] == {"@type": "Organization", "name": "Huaihe Fusion Science Centre"}
    address = {"addressLocality": "Hefei", "addressRegion": "Anhui", "addressCountry": "CN"}
    assert found["jobLocation"] == {"@type": "Place", "address": {"@type": "PostalAddress"} | address}
    assert found["url"] == f"http://testserver/en/openings/{opening.pk}/"


def test_where_one_abroad_works_is_not_made_up(client: Client) -> None:
    opening = OpenOpeningFactory(direction=Direction.OUTBOUND)
    found = posting(client.get(f"/en/openings/{opening.pk}/").content.decode())
    assert found is not None
    assert "jobLocation" not in found


@pytest.mark.parametrize("state", [PublicationState.FILLED, PublicationState.DRAFT])
def test_what_takes_nothing_is_not_told_to_engines(client: Client, state: str) -> None:
    opening = OpenOpeningFactory(publication=state)
    client.force_login(StaffMembershipFactory(institution=opening.institution).user)
    answer = client.get(f"/en/openings/{opening.pk}/")
    assert answer.status_code == 200
    assert posting(answer.content.decode()) is None


def test_a_script_stays_inside_the_data(client: Client) -> None:
    opening = OpenOpeningFactory()
    evil = "</script><script>alert(1)</script>"
    OpeningText.objects.filter(opening=opening).update(
        title=evil, description=evil, duties=evil, pay=evil, housing=evil, ip=evil, requirements=[evil]
    )
    html = client.get(f"/en/openings/{opening.pk}/").content.decode()
    found = posting(html)
    assert found is not None
    assert found["title"] == evil
    assert "<script>" not in found["description"]  # which is HTML
    assert "<script>alert" not in html


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(("language", "word"), [("en", "Deadline: "), ("zh-hans", "截止日期：")])
def test_the_deadline_can_be_put_in_a_calendar(client: Client, language: str, word: str) -> None:
    opening = OpenOpeningFactory(deadline=datetime(2026, 12, 5, 10, tzinfo=UTC))
    title = "Title; with, signs\nSUMMARY:another line"
    OpeningText.objects.filter(opening=opening).update(title=title)
    page = client.get(f"/{language}/openings/{opening.pk}/").content.decode()
    here = f"/{language}/openings/{opening.pk}/deadline.ics"
    assert f'href="{here}"' in page
    answer = client.get(here)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["SUMMARY"] == word + "Title; with, signs SUMMARY:another line"
    assert event.decoded("DTSTART") == datetime(2026, 12, 5, 10, tzinfo=UTC)
    assert event["URL"] == f"http://testserver/{language}/openings/{opening.pk}/"


def test_its_deadline_for_a_calendar_is_gone_with_its_page(client: Client) -> None:
    late, closed = past(), OpenOpeningFactory(publication=PublicationState.CLOSED)
    for opening in (late, closed):
        assert client.get(f"/en/openings/{opening.pk}/deadline.ics").status_code == 410
        assert client.get(f"/en/openings/{opening.pk}/").status_code == 410
