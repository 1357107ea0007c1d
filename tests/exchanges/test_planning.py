"""Milestones and the checklist, beside the agreement."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.domain.editing import Refused
from accounts.domain.errors import NotTheirStep
from exchanges.domain import planning
from exchanges.domain.cancelling import cancel
from exchanges.domain.errors import StepNotNow, TooMany
from matching.choices import Side
from tests.exchanges.staying import WHY, a_stay
from tests.factories import MilestoneFactory, OfficerFactory

pytestmark = pytest.mark.django_db


def test_either_side_adds_marks_and_removes_milestones() -> None:
    stay = a_stay()
    day = stay.today + timedelta(days=20)
    row = planning.add_milestone(
        stay.fresh(), title=" First  light ", language="en", due_on=day, by=stay.host
    )
    again = planning.add_milestone(
        stay.fresh(), title="First light", language="en", due_on=day, by=stay.person
    )
    assert (row, row.title) == (again, "First light")
    planning.mark_milestone(row, done=True, by=stay.person)
    assert row.done_by == stay.person
    with pytest.raises(StepNotNow, match="is reached and stays"):
        planning.remove_milestone(row, by=stay.host)
    planning.mark_milestone(row, done=False, by=stay.person)
    planning.remove_milestone(row, by=stay.host)
    assert not stay.exchange.milestones.exists()


def test_others_plan_nothing() -> None:
    stay = a_stay()
    item = stay.exchange.checklist.filter(side=Side.PERSON)[0]
    with pytest.raises(NotTheirStep):
        planning.add_milestone(stay.fresh(), title="x", language="en", due_on=stay.today, by=OfficerFactory())
    with pytest.raises(NotTheirStep, match="other side"):
        planning.tick(item, done=True, by=stay.host)
    planning.tick(item, done=True, by=stay.person)
    assert item.done_at is not None


def test_there_are_only_so_many_and_none_after_the_end() -> None:
    stay = a_stay()
    stay.agree(0, 10)
    with pytest.raises(Refused):
        planning.add_milestone(
            stay.fresh(), title="x", language="en", due_on=stay.today + timedelta(days=11), by=stay.host
        )
    with pytest.raises(Refused):
        planning.add_milestone(stay.fresh(), title="x" * 201, language="en", due_on=stay.today, by=stay.host)
    MilestoneFactory.create_batch(planning.MOST, exchange=stay.exchange)
    with pytest.raises(TooMany):
        planning.add_milestone(stay.fresh(), title="x", language="en", due_on=stay.today, by=stay.host)


def test_the_plan_of_a_stay_that_is_over_stays() -> None:
    stay = a_stay()
    item = stay.exchange.checklist.filter(side=Side.HOST)[0]
    cancel(stay.fresh(), by=stay.host, **WHY)
    with pytest.raises(StepNotNow, match="is over"):
        planning.tick(item, done=True, by=stay.host)
