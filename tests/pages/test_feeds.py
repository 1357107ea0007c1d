"""The list of openings in feed readers and calendars."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar, Event

from bases.models import InstitutionText, OpeningText
from matching.views import feeds
from search.indexing import rebuild
from tests.factories import OfficerFactory, OpeningFactory, OpenOpeningFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def feed(client: Client, query: str = "", language: str = "en") -> Any:
    answer = client.get(f"/{language}/openings/feed.atom{query}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(answer.content)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def events(client: Client, query: str = "") -> list[Event]:
    answer = client.get(f"/en/openings/deadlines.ics{query}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


@time_machine.travel(NOW, tick=False)
def test_a_feed_holds_the_newest_first(client: Client) -> None:
    older = OpenOpeningFactory(published_at=NOW - timedelta(days=2))
    newer = OpenOpeningFactory(published_at=NOW - timedelta(days=1))
    found = feed(client)
    assert [entry.link for entry in found.entries] == [
        f"http://testserver/en/openings/{one.pk}/" for one in (newer, older)
    ]
    entry = found.entries[0]
    assert entry.title == "Laser diagnostics of fuel retention in a tungsten divertor"
    assert entry.published == "2026-11-22T08:00:00+00:00"
    assert entry.author == "Huaihe Fusion Science Centre"
    assert [tag.term for tag in entry.tags] == ["Energy and resources"]
    assert found.feed.link == "http://testserver/en/openings/"
    assert found.feed.title == "Exchange openings in international science"


@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("zh-hans", "zh-hans")])
def test_a_feed_says_its_language(client: Client, language: str, tag: str) -> None:
    OpenOpeningFactory()
    assert client.get(f"/{language}/openings/feed.atom")["Content-Language"] == tag
    assert feed(client, language=language).feed.language == tag


def test_both_keep_the_filters_and_only_what_takes_applications(client: Client) -> None:
    wanted = OpenOpeningFactory(fields=["health"], career_stages=["R2"])
    OpenOpeningFactory(fields=["health"], career_stages=["R4"])
    OpenOpeningFactory(fields=["energy"])
    OpeningFactory(fields=["health"])
    OpenOpeningFactory(fields=["health"], deadline=timezone.now() - timedelta(hours=1))
    query = "?field=health&stage=R2"
    found = feed(client, query)
    assert [entry.id for entry in found.entries] == [f"http://testserver/en/openings/{wanted.pk}/"]
    assert found.feed.title.endswith("– Biology and health – Postdoctoral researcher (R2)")
    assert [event["URL"] for event in events(client, query)] == [
        f"http://testserver/en/openings/{wanted.pk}/"
    ]


def test_words_filter_a_feed(client: Client) -> None:
    wanted = OpenOpeningFactory()
    OpeningText.objects.filter(opening=wanted).update(title="Zirconium hydride moderators")
    OpenOpeningFactory()
    rebuild()
    assert len(feed(client, "?q=zirconium").entries) == 1


def test_an_officer_finds_no_drafts_in_a_feed(client: Client) -> None:
    OpeningFactory()
    client.force_login(OfficerFactory())
    assert feed(client).entries == []


def test_feeds_are_bounded(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "ENTRIES", 2)
    monkeypatch.setattr(feeds, "EVENTS", 1)
    OpenOpeningFactory.create_batch(3)
    assert len(feed(client).entries) == 2
    assert len(events(client)) == 1


@pytest.mark.parametrize("path", ["feed.atom", "deadlines.ics"])
def test_a_broken_filter_is_refused_with_its_name(client: Client, path: str) -> None:
    answer = client.get(f"/en/openings/{path}?open_to=XX")
    assert answer.status_code == 400
    assert answer.content.decode().startswith("Your nationality: Select a valid choice.")
    long = client.get(f"/en/openings/{path}", {"q": "x" * 10_000})
    assert long.status_code == 400
    assert len(long.content) < 500


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", "]]> & \x0b\x01 <b>", "line\r\nBEGIN:VEVENT"])
def test_what_a_host_writes_stays_text(client: Client, evil: str) -> None:
    opening = OpenOpeningFactory()
    OpeningText.objects.filter(opening=opening).update(title=evil, summary=evil)
    InstitutionText.objects.filter(institution=opening.institution).update(name=evil)
    [entry] = feed(client).entries
    assert re.sub(r"[\s\x00-\x1f]+", " ", entry.title) == re.sub(r"[\s\x00-\x1f]+", " ", evil)
    assert "<script" not in entry.summary
    assert len(events(client)) == 1


@pytest.mark.parametrize("path", ["feed.atom", "deadlines.ics"])
def test_feeds_ask_as_often_for_30_openings_as_for_3(client: Client, path: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/en/openings/{path}?field=energy").status_code == 200
        return len(captured)

    OpenOpeningFactory.create_batch(3)
    queries()
    few = queries()
    OpenOpeningFactory.create_batch(27)
    assert queries() == few


def test_the_page_leads_to_its_own_feeds(client: Client) -> None:
    OpenOpeningFactory()
    html = client.get("/en/openings/?field=energy&sort=newest&page=1").content.decode()
    assert re.search(
        r'<link rel="alternate" type="application/atom\+xml"[^>]* href="/en/openings/feed.atom\?field=energy">',
        html,
    )
    assert 'href="/en/openings/deadlines.ics?field=energy"' in html
