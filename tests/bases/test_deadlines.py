from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from bases.choices import PublicationState
from bases.deadlines import deadline_of
from bases.models import Opening

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def opening(left: timedelta, *, zone: str = "Asia/Shanghai", state: str = PublicationState.OPEN) -> Opening:
    return Opening(deadline=NOW + left, deadline_zone=zone, publication=state)


@pytest.mark.parametrize(
    ("left", "en", "zh"),
    [
        (timedelta(days=12, hours=2), "in 12 days", "还有12天"),
        (timedelta(days=1), "in 1 day", "还有1天"),
        (timedelta(hours=23, minutes=59), "in 23 hours", "还有23小时"),
        (timedelta(minutes=59), "in less than an hour", "不到1小时"),
        (timedelta(0), "closed", "已截止"),
        (timedelta(days=-3), "closed", "已截止"),
    ],
)
def test_deadline_says_how_long_is_left(left: timedelta, en: str, zh: str) -> None:
    deadline = deadline_of(opening(left), now=NOW)
    assert deadline.words == en
    with translation.override("zh-hans"):
        assert deadline.words == zh


def test_deadline_of_a_filled_opening_is_over() -> None:
    deadline = deadline_of(opening(timedelta(days=9), state=PublicationState.FILLED), now=NOW)
    assert deadline.words == "closed"
    assert not deadline.soon


@pytest.mark.parametrize(("days", "soon"), [(0, True), (7, True), (8, False)])
def test_deadline_presses_in_the_last_week(days: int, soon: bool) -> None:
    assert deadline_of(opening(timedelta(days=days, hours=1)), now=NOW).soon is soon


@pytest.mark.parametrize(
    ("zone", "name", "offset", "clock"),
    [
        ("Asia/Shanghai", "Beijing time", "UTC+8", "24 Nov 2026, 16:00"),
        ("Europe/Zurich", "Zurich time", "UTC+1", "24 Nov 2026, 09:00"),
        ("America/New_York", "New York time", "UTC−5", "24 Nov 2026, 03:00"),
        ("Asia/Kolkata", "Kolkata time", "UTC+5:30", "24 Nov 2026, 13:30"),
    ],
)
def test_deadline_stands_on_its_own_clock(zone: str, name: str, offset: str, clock: str) -> None:
    deadline = deadline_of(opening(timedelta(days=1), zone=zone), now=NOW)
    assert (deadline.zone_name, deadline.offset, deadline.clock) == (name, offset, clock)
    assert deadline.utc_clock == "24 Nov 2026, 08:00"
