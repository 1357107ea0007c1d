"""Every figure of the funnel, counted again with SQL on planted rows."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from accounts.consent_texts import current_text
from accounts.models import Consent, Purpose
from matching.choices import Initiator
from nominations.models import NominationCount
from outcomes.funnel.asked import Asked
from outcomes.funnel.counting import funnel
from outcomes.funnel.flows import flows
from outcomes.funnel.reading import forget_begun
from outcomes.funnel.stages import STAGES, Stage
from taxonomy.choices import SourceChannel as C
from tests.factories import (
    ConsentFactory,
    MatchableProfileFactory,
    OfficerFactory,
    OpenOpeningFactory,
    StaffMembershipFactory,
)
from tests.outcomes.planting import came, measured, nominated

pytestmark = pytest.mark.django_db

# docs/decisions/0056 has these sentences; each counts introductions of one channel that reached a stage.
ACCEPTED = "i.host_accepted_at IS NOT NULL AND i.person_accepted_at IS NOT NULL"
SQL = {
    Stage.INTRODUCED: "1 = 1",
    Stage.ACCEPTED: ACCEPTED,
    Stage.AGREED: f"{ACCEPTED} AND e.host_signed_at IS NOT NULL AND e.person_signed_at IS NOT NULL",
    Stage.ARRIVED: f"{ACCEPTED} AND e.state IN ('under_way', 'interrupted', 'completed', 'ended_early')",
    Stage.COMPLETED: f"{ACCEPTED} AND e.state IN ('completed', 'ended_early')",
    Stage.REPORTED: f"{ACCEPTED} AND e.state IN ('completed', 'ended_early') AND r.state IN ('complete', 'released')",
    Stage.RELEASED: f"{ACCEPTED} AND e.state IN ('completed', 'ended_early') AND r.state = 'released'",
}
IN_ENERGY = "SELECT opening_id FROM bases_opening_fields WHERE priorityfield_id = 'energy'"
CREDIT = """
    coalesce(i.nomination_id, (
        SELECT m.id FROM experts_nomination m
        WHERE m.profile_id = i.profile_id AND m.state = 'accepted' AND m.answered_at <= i.created_at
        AND EXISTS (
            SELECT 1 FROM accounts_consent c JOIN experts_profile q ON q.user_id = c.user_id
            WHERE q.id = m.profile_id AND c.purpose = 'attaches' AND c.version >= '2026-12' AND c.withdrawn_at IS NULL)
        ORDER BY m.answered_at DESC, m.id DESC LIMIT 1))
"""
FROM = f"""
    FROM matching_introduction i
    JOIN bases_opening o ON o.id = i.opening_id
    JOIN experts_profile p ON p.id = i.profile_id
    LEFT JOIN experts_nomination n ON n.id = {CREDIT}
    LEFT JOIN matching_exchange e ON e.introduction_id = i.id
    LEFT JOIN matching_outcome r ON r.exchange_id = e.id
"""


def ask(sql: str, *arguments: object) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, arguments)
        return cursor.fetchall()


def number(sql: str, *arguments: object) -> int:
    return int(ask(sql, *arguments)[0][0])


@pytest.fixture
def planted() -> None:
    """Some at every stage, by several channels, with and without a nomination; those of energy measured."""
    ministry = OpenOpeningFactory(channel=C.MINISTERIAL, fields=["energy", "health"])
    host = OpenOpeningFactory(channel=C.HOST, fields=["health"])
    for place, stage in enumerate(STAGES[2:]):
        for _ in range(place + 1):
            measured(came(stage, opening=ministry, profile__country="NO", days=4))
        came(stage, opening=host, profile__country="KE", days=20)
    for stage in (Stage.INTRODUCED, Stage.ACCEPTED, Stage.RELEASED):
        profile = MatchableProfileFactory(country="DE")
        nomination = nominated(country="DE", profile=profile, channel=C.ATTACHE)
        came(stage, nomination=nomination, profile=profile, opening=host, initiator=Initiator.ATTACHE)
    later(followed=True)
    later(followed=False)
    nominated(country="FR", channel=C.INTERGOVERNMENTAL)
    nominated(country="DE", accepted=False)
    nominated(country="DE", accepted=False, sent_at=None)  # a draft
    NominationCount.objects.create(
        month=date(2026, 9, 1), country="DE", channel=C.ATTACHE, with_opening=False, state="expired", number=4
    )


def later(*, followed: bool) -> None:
    """Nominated twice, and come by another way before, between and after; in Chile."""
    profile = MatchableProfileFactory(country="CL")
    if followed:
        version = current_text(Purpose.ATTACHES).version
        ConsentFactory(user=profile.user, purpose=Purpose.ATTACHES, version=version)
    now = timezone.now()
    for channel, days in ((C.PROVINCIAL, 60), (C.ATTACHE, 30)):
        nominated(country="CL", profile=profile, channel=channel, answered_at=now - timedelta(days=days))
    for days in (90, 45, 15):
        begun = now - timedelta(days=days)
        opening = OpenOpeningFactory(channel=C.HOST, fields=["health"])
        came(Stage.ACCEPTED, profile=profile, opening=opening, begun=begun, days=4)


def test_a_later_introduction_counts_for_the_last_nomination_of_who_is_followed() -> None:
    later(followed=False)
    counts = {group.key: group.counts[Stage.ACCEPTED] for group in funnel(Asked()).groups}
    assert counts == {C.HOST: 3, C.PROVINCIAL: 0, C.ATTACHE: 0}
    later(followed=True)
    counts = {group.key: group.counts[Stage.ACCEPTED] for group in funnel(Asked()).groups}
    assert counts == {C.HOST: 4, C.PROVINCIAL: 1, C.ATTACHE: 1}
    steps = {step.stage: step for step in funnel(Asked()).steps}
    assert steps[Stage.INTRODUCED].share == 2 / 4  # nominations that have one


def test_every_stage_by_channel_is_what_sql_counts(planted: None) -> None:
    found = funnel(Asked())

    for stage, condition in SQL.items():
        total = number(f"SELECT count(*) {FROM} WHERE {condition}")
        assert {step.stage: step.number for step in found.steps}[stage] == total > 0
        by_channel = dict(
            ask(f"SELECT coalesce(n.channel, o.channel) c, count(*) {FROM} WHERE {condition} GROUP BY c")
        )
        assert {group.key: group.counts[stage] for group in found.groups if group.counts[stage]} == by_channel
    sent = number("SELECT count(*) FROM experts_nomination WHERE sent_at IS NOT NULL")
    forgotten = number("SELECT sum(number) FROM nominations_nominationcount")
    assert found.steps[0].number == sent + forgotten == 13
    assert found.steps[1].number == number(
        "SELECT count(*) FROM experts_nomination WHERE sent_at IS NOT NULL AND state = 'accepted'"
    )


@pytest.mark.parametrize(("by", "column"), [("country", "p.country"), ("field", "f.priorityfield_id")])
def test_every_stage_by_country_and_field_is_what_sql_counts(planted: None, by: str, column: str) -> None:
    found = funnel(Asked(), by=by)
    fields = "LEFT JOIN bases_opening_fields f ON f.opening_id = o.id" if by == "field" else ""
    for stage, condition in SQL.items():
        counted = dict(ask(f"SELECT {column}, count(*) {FROM} {fields} WHERE {condition} GROUP BY {column}"))
        assert {group.key: group.counts[stage] for group in found.groups if group.counts[stage]} == counted


@pytest.mark.parametrize(
    ("asked", "condition"),
    [
        (Asked(country="NO"), "p.country = 'NO'"),
        (Asked(channel=C.ATTACHE), "coalesce(n.channel, o.channel) = 'attache'"),
        (
            Asked(field="energy"),
            "o.id IN (SELECT opening_id FROM bases_opening_fields WHERE priorityfield_id = 'energy')",
        ),
        (Asked(field="energy", country="KE"), "1 = 0"),
    ],
)
def test_filters_are_what_sql_filters(planted: None, asked: Asked, condition: str) -> None:
    found = {step.stage: step.number for step in funnel(asked).steps}
    for stage, reached in SQL.items():
        assert found[stage] == number(f"SELECT count(*) {FROM} WHERE {reached} AND {condition}")


def test_a_period_counts_its_first_and_its_last_day_on_the_clock_of_the_site() -> None:
    opening = OpenOpeningFactory()
    for moment in (
        datetime(2026, 2, 28, 15, 59, tzinfo=UTC),  # 23:59 in Beijing
        datetime(2026, 2, 28, 16, 0, tzinfo=UTC),  # 1 March
        datetime(2026, 3, 31, 15, 59, tzinfo=UTC),  # 31 March
        datetime(2026, 3, 31, 16, 0, tzinfo=UTC),  # 1 April
    ):
        came(Stage.INTRODUCED, opening=opening, begun=moment)
    found = funnel(Asked(date(2026, 3, 1), date(2026, 3, 31)))
    assert found.steps[2].number == 2


def test_shares_are_of_the_stage_before(planted: None) -> None:
    steps = {step.stage: step for step in funnel(Asked()).steps}
    for before, stage in pairwise(STAGES[2:]):
        assert steps[stage].share == steps[stage].number / steps[before].number
    led_on = number(
        "SELECT count(*) FROM experts_nomination n WHERE n.state = 'accepted' AND n.sent_at IS NOT NULL AND EXISTS "
        f"(SELECT 1 FROM matching_introduction i WHERE n.id = {CREDIT})"
    )
    assert led_on == 5
    assert steps[Stage.INTRODUCED].share == led_on / steps[Stage.CONSENTED].number
    assert steps[Stage.NOMINATED].share is None


def test_time_to_match_is_the_median_of_days_since_publication() -> None:
    begun = datetime(2026, 3, 1, tzinfo=UTC)
    for days in (2, 4, 30):
        opening = OpenOpeningFactory(published_at=begun - timedelta(days=10))
        came(Stage.ACCEPTED, opening=opening, begun=begun, days=days)
    came(Stage.INTRODUCED, begun=begun)
    anew = OpenOpeningFactory(published_at=begun + timedelta(days=300))  # published again since
    came(Stage.ACCEPTED, opening=anew, begun=begun, days=4)

    found = funnel(Asked())

    assert (found.days, found.answered, found.matched) == (14.0, 4.0, 4)
    assert [group.days for group in found.groups] == [14.0]


def test_public_figures_count_whoever_agrees_to_be_counted_now(planted: None) -> None:
    found = funnel(Asked(), measured=True)
    agreed = "SELECT user_id FROM accounts_consent WHERE purpose = 'measured' AND withdrawn_at IS NULL"
    measured_people = f"p.user_id IN ({agreed})"
    for stage, condition in SQL.items():
        expected = number(f"SELECT count(*) {FROM} WHERE {condition} AND {measured_people}")
        assert {step.stage: step.number for step in found.steps}[stage] == expected > 0
    assert found.steps[0].number == found.steps[1].number == 0


def test_flows_add_up_to_introductions_that_both_accepted(planted: None) -> None:
    found = flows(Asked())
    assert found is not None
    tagged = number(
        f"SELECT count(*) {FROM} JOIN bases_opening_fields f ON f.opening_id = o.id WHERE {ACCEPTED}"
    )
    assert sum(flow.number for flow in found.to_fields) == tagged
    assert sum(flow.number for flow in found.to_bases) == tagged
    assert flows(Asked(country="JP")) is None


def officer() -> Client:
    client = Client()
    client.force_login(OfficerFactory())
    return client


def test_page_and_files_say_the_same(planted: None) -> None:
    found = funnel(Asked())
    html = officer().get("/en/funnel/").content.decode()
    for step in found.steps:
        assert str(step.stage.label) in html
    text = officer().get("/en/funnel/table.csv?by=channel").content.decode("utf-8-sig")
    lines = list(csv.reader(StringIO(text)))
    assert lines[0][1:-1] == [str(stage.label) for stage in STAGES]
    total = next(line for line in lines if line[0] == "All, each once")
    assert total[1:-1] == [str(step.number) for step in found.steps]
    book = load_workbook(BytesIO(officer().get("/en/funnel/table.xlsx").content))
    rows = list(book.worksheets[0].values)
    assert [str(value) for value in rows[-1][1:-1]] == total[1:-1]
    chinese = officer().get("/zh-hans/funnel/table.csv").content.decode("utf-8-sig")
    assert "双方接受" in chinese


@pytest.mark.parametrize(
    "query",
    [
        "first=yesterday",
        "first=0001-01-01",
        "last=9999-12-31",
        "first=2026-03-02&last=2026-03-01",
        "country=XX",
        "field=magic",
        "channel=x",
        "by=shoe",
    ],
)
def test_nonsense_is_told_and_counts_nothing_wrongly(planted: None, query: str) -> None:
    answer = officer().get(f"/en/funnel/?{query}")
    assert answer.status_code == 200
    assert "Please check" in answer.content.decode()
    assert officer().get(f"/en/funnel/table.csv?{query}").status_code == 400


def test_only_officers_read_it() -> None:
    client = Client()
    client.force_login(StaffMembershipFactory().user)
    for address in ("/en/funnel/", "/en/funnel/table.csv", "/en/funnel/table.xlsx"):
        assert client.get(address).status_code == 403
        assert Client().get(address).status_code == 302


@pytest.mark.parametrize("by", ["channel", "country", "field"])
def test_the_page_asks_the_database_as_often_for_few_as_for_many(by: str) -> None:
    client = officer()
    asked = []
    for _ in range(2):
        for stage in STAGES[2:]:
            came(stage, profile__country="NO")
        client.get(f"/en/funnel/?by={by}")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/en/funnel/?by={by}")
        asked.append(len(captured))
    assert asked[0] == asked[1]
    assert asked[0] < 30


def test_officers_share_one_reading_for_a_minute_and_the_public_figures_are_of_now(settings: Any) -> None:
    settings.FACETS_SECONDS = 60
    forget_begun()
    try:
        row = measured(came(Stage.ACCEPTED))
        assert funnel(Asked()).steps[3].number == 1
        came(Stage.ACCEPTED)
        with CaptureQueriesContext(connection) as captured:
            assert funnel(Asked()).steps[3].number == funnel(Asked(), by="field").steps[3].number == 1
        assert not any("matching_introduction" in query["sql"] for query in captured)
        assert funnel(Asked(), measured=True).steps[3].number == 1
        Consent.objects.filter(user=row.profile.user).update(withdrawn_at=timezone.now())
        assert funnel(Asked(), measured=True).steps[3].number == 0
        forget_begun()
        assert funnel(Asked()).steps[3].number == 2
    finally:
        forget_begun()
