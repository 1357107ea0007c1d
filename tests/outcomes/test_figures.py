"""Figures of a base, counted again with SQL; what everybody reads of them; what an attaché learns of the host."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts.models import Consent
from attaches.domain.becoming import became
from bases.models import Base
from matching.choices import Side
from matching.models import Exchange
from outcomes.choices import WorkKind
from outcomes.figures import figures_of, grades_of
from outcomes.funnel.stages import Stage
from tests.factories import (
    BaseFactory,
    EvaluationFactory,
    OfficerFactory,
    OpenOpeningFactory,
    ReportedWorkFactory,
    ReportFactory,
)
from tests.outcomes.planting import came, measured, nominated

pytestmark = pytest.mark.django_db


def ask(sql: str, *arguments: object) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, arguments)
        return cursor.fetchone()[0]


def told(base: Base, *, dois: tuple[str, ...], counted: bool = True) -> None:
    """A stay of which both sides told the same works."""
    row = came(Stage.REPORTED, opening=OpenOpeningFactory(base=base))
    if counted:
        measured(row)
    outcome = Exchange.objects.get(introduction=row).outcome
    for side, trainees in ((Side.HOST, 3), (Side.PERSON, 2)):
        report = ReportFactory(outcome=outcome, side=side, trainees=trainees)
        for doi in dois:
            ReportedWorkFactory(report=report, doi=doi)


@pytest.fixture
def base() -> Base:
    base: Base = BaseFactory()
    told(base, dois=("10.1000/a", "10.1000/b"))
    told(base, dois=("10.1000/b",))  # a paper of two stays
    told(base, dois=("10.1000/c",), counted=False)
    came(Stage.ARRIVED, opening=OpenOpeningFactory(base=base))
    told(BaseFactory(), dois=("10.1000/elsewhere",))
    return base


AT = """
    FROM matching_exchange e
    JOIN matching_introduction i ON i.id = e.introduction_id
    JOIN bases_opening o ON o.id = i.opening_id
    LEFT JOIN matching_outcome r ON r.exchange_id = e.id
"""


def test_figures_are_what_sql_counts(base: Base) -> None:
    found = figures_of(base, measured=False)

    assert found.stays == ask(
        f"SELECT count(*) {AT} WHERE o.base_id = %s AND e.state IN ('completed', 'ended_early')", base.pk
    )
    assert found.works[WorkKind.PUBLICATION] == 3
    assert found.works[WorkKind.PUBLICATION] == ask(
        f"SELECT count(DISTINCT w.key) {AT} JOIN outcomes_report p ON p.outcome_id = r.id "
        "JOIN outcomes_reportedwork w ON w.report_id = p.id "
        "WHERE o.base_id = %s AND r.state IN ('complete', 'released') AND w.kind = 'publication'",
        base.pk,
    )
    assert found.trainees == 9
    assert found.trainees == ask(
        f"SELECT sum(most) FROM (SELECT max(p.trainees) most {AT} JOIN outcomes_report p ON p.outcome_id = r.id "
        "WHERE o.base_id = %s AND r.state IN ('complete', 'released') GROUP BY r.id) AS each_stay",
        base.pk,
    )
    assert (found.stays, found.reported, found.going_on) == (3, 3, 3)


def test_everybody_reads_of_whoever_agreed_once_five_stays_were_told(base: Base, client: Client) -> None:
    def page() -> str:
        return client.get(f"/en/bases/{base.slug}/").content.decode()

    assert figures_of(base, measured=True).works[WorkKind.PUBLICATION] == 2
    told(base, dois=("10.1000/d",))
    told(base, dois=("10.1000/e",))
    assert figures_of(base, measured=True).reported == 4
    assert "Results of stays, in figures" not in page()  # a work of so few is somebody's
    told(base, dois=())
    assert "Results of stays, in figures" in page()
    Consent.objects.filter(purpose="measured").delete()
    assert "Results of stays, in figures" not in page()


def test_officers_read_what_guests_said_once_it_is_open(base: Base) -> None:
    outcome = Exchange.objects.filter(introduction__opening__base=base, outcome__isnull=False)[0].outcome
    EvaluationFactory(outcome=outcome, side=Side.PERSON, results=2)
    assert grades_of(base) is None
    EvaluationFactory(outcome=outcome, side=Side.HOST)
    found = grades_of(base)
    assert found is not None
    assert (found.number, found.results, found.again) == (1, 2.0, 1)

    client = Client()
    client.force_login(OfficerFactory())
    html = client.get(f"/en/recognition/{base.slug}/").content.decode()
    assert "Guests who said how it went" in html
    assert "2.0 / 5" in html


def test_whoever_recommended_learns_whether_the_host_would_again_once_it_is_open() -> None:
    row = came(Stage.REPORTED, nomination=(nomination := nominated()))
    nomination.profile = row.profile
    nomination.save()
    Consent.objects.update_or_create(
        user=row.profile.user, purpose="attaches", withdrawn_at=None, defaults={"version": "2026-12"}
    )
    outcome = Exchange.objects.get(introduction=row).outcome
    EvaluationFactory(outcome=outcome, side=Side.HOST, words="Secret.", language="en")
    assert became([nomination])[0].again == ""
    EvaluationFactory(outcome=outcome, side=Side.PERSON)
    assert became([nomination])[0].again == "Yes, gladly"
