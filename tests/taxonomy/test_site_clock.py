"""Days of the site begin and end at one moment, whatever zone a reader has chosen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from accounts.audience import grants_of
from bases.service import Due, due
from outcomes.funnel.asked import Asked
from taxonomy.site_clock import end_of, site_day, site_today, start_of
from tests.factories import AttachePostFactory

DAY = date(2026, 12, 10)
ZONES = ["Asia/Shanghai", "Pacific/Kiritimati", "America/Los_Angeles"]


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_is_the_same_for_every_reader(zone: str) -> None:
    with timezone.override(zone):
        assert start_of(DAY) == datetime(2026, 12, 9, 16, tzinfo=UTC)
        assert end_of(DAY) == datetime(2026, 12, 10, 15, 59, tzinfo=UTC)
        assert {site_day(start_of(DAY)), site_day(end_of(DAY))} == {DAY}
        with time_machine.travel(end_of(DAY)):
            assert site_today() == DAY


@pytest.mark.parametrize("zone", ZONES)
def test_officers_answer_by_one_moment(zone: str) -> None:
    handed_in = datetime(2026, 12, 9, 16, 30, tzinfo=UTC)  # the 10th in Beijing
    with timezone.override("Asia/Shanghai"):
        at_home = due(handed_in, today=DAY)
    with timezone.override(zone):
        assert due(handed_in, today=DAY) == at_home
        assert Due(DAY, 0).moment == datetime(2026, 12, 10, 15, 59, tzinfo=UTC)


@pytest.mark.parametrize("zone", ZONES)
def test_a_period_of_the_funnel_is_one_for_every_officer(zone: str) -> None:
    with timezone.override(zone):
        period: dict[str, Any] = dict(Asked(first=DAY, last=DAY)._within("at").children)  # type: ignore[arg-type]
    assert period == {
        "at__gte": datetime(2026, 12, 9, 16, tzinfo=UTC),
        "at__lt": datetime(2026, 12, 10, 16, tzinfo=UTC),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ZONES)
def test_a_post_ends_with_the_day_of_the_site(zone: str) -> None:
    post = AttachePostFactory.create(until=DAY)
    with timezone.override(zone):
        with time_machine.travel(end_of(DAY)):
            assert grants_of(post.user)
        with time_machine.travel(end_of(DAY) + timedelta(minutes=1)):
            assert not grants_of(post.user)
