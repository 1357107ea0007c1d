"""Which openings are an attaché's tasks, and in what order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from attaches.domain.suitable import forget_suitable
from attaches.domain.tasks import task_of, tasks_for
from bases.choices import Direction, NationalityRule, PublicationState
from matching.choices import ExchangeState, IntroductionState
from tests.attaches.conftest import findable
from tests.factories import (
    ExchangeFactory,
    FrameworkFactory,
    IntermediaryPostFactory,
    IntroductionFactory,
    MatchableProfileFactory,
    MatchFactory,
    OpeningFactory,
    OpenOpeningFactory,
    ProgrammeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def openings_of(user: User, **asked: str) -> list[int]:
    return [task.opening for task in tasks_for(user, **asked)]


def test_open_openings_for_nationals_of_my_countries_are_tasks_and_no_others(attache: User) -> None:
    anybody = OpenOpeningFactory()
    ours = OpenOpeningFactory(nationality_rule=NationalityRule.ONLY, nationalities=["SE"])
    OpenOpeningFactory(nationality_rule=NationalityRule.ONLY, nationalities=["DE"])
    OpenOpeningFactory(nationality_rule=NationalityRule.EXCEPT, nationalities=["NO", "SE"])
    OpenOpeningFactory(direction=Direction.OUTBOUND)
    OpenOpeningFactory(deadline=timezone.now())
    OpenOpeningFactory(publication=PublicationState.FILLED)
    OpeningFactory()
    full = OpenOpeningFactory()
    IntroductionFactory(opening=full, state=IntroductionState.ACCEPTED, came_from="offered", ready=True)
    assert set(openings_of(attache)) == {anybody.pk, ours.pk}
    assert set(openings_of(attache, country="NO")) == {anybody.pk}
    assert openings_of(attache, country="DE") == []
    assert openings_of(UserFactory()) == []
    assert task_of(attache, full.pk) is None
    assert task_of(attache, ours.pk)


def test_an_intermediary_has_the_tasks_of_its_fields(attache: User) -> None:
    energy, health = OpenOpeningFactory(fields=["energy"]), OpenOpeningFactory(fields=["health", "energy"])
    other = OpenOpeningFactory(fields=["health"])
    agent = IntermediaryPostFactory(countries=["NO"], fields=["energy"]).user
    assert set(openings_of(agent)) == {energy.pk, health.pk}
    assert openings_of(agent, field="health") == []
    assert set(openings_of(attache, field="health")) == {health.pk, other.pk}


def test_the_order_follows_days_candidates_and_priority(attache: User) -> None:
    later = OpenOpeningFactory(deadline=timezone.now() + timedelta(days=80))
    soon = OpenOpeningFactory(deadline=timezone.now() + timedelta(days=3))
    framework = FrameworkFactory(countries=["CN", "SE"])
    marked = OpenOpeningFactory(
        deadline=timezone.now() + timedelta(days=80),
        framework=framework,
        programme=ProgrammeFactory(),
        challenges=["climate"],
    )
    supplied = OpenOpeningFactory(deadline=timezone.now() + timedelta(days=3))
    for _ in range(3):
        MatchFactory(opening=supplied, strength="strong")
    assert openings_of(attache) == [soon.pk, supplied.pk, marked.pk, later.pk]


def test_equal_needs_stand_by_deadline_and_key(attache: User) -> None:
    far = timezone.now() + timedelta(days=200)
    rows = [OpenOpeningFactory(deadline=far + timedelta(days=n)) for n in (2, 1, 1)]
    assert openings_of(attache) == [rows[1].pk, rows[2].pk, rows[0].pk]


def test_what_is_known_of_an_opening_is_counted_as_it_is(attache: User) -> None:
    opening = OpenOpeningFactory(places=3, fields=["energy", "health"])
    IntroductionFactory(opening=opening, state=IntroductionState.ACCEPTED, came_from="offered", ready=True)
    findable(fields=["energy", "health"])
    findable(country="SE", fields=["health"])
    findable(country="DE")
    findable(fields=["space-ocean"])
    MatchableProfileFactory()  # agreed to institutions alone
    for country in ("NO", "DE"):
        ExchangeFactory(
            introduction__profile__country=country,
            state=ExchangeState.COMPLETED,
            came_from="under_way",
            ready=True,
        )
    ExchangeFactory(introduction__profile__country="NO")
    MatchFactory(opening=opening, strength="good")
    MatchFactory(opening=opening, strength="partial")
    MatchFactory(opening=opening, strength="good", eligible=False)
    MatchFactory(opening=opening, strength="good", profile__state="hidden")
    forget_suitable()
    task = task_of(attache, opening.pk)
    assert task
    assert (task.facts.places_left, task.facts.here, task.facts.suitable, task.facts.completed) == (
        2,
        2,
        1,
        1,
    )


def test_an_opening_whose_list_nobody_made_is_not_called_without_candidates(attache: User) -> None:
    opening = OpenOpeningFactory()
    task = task_of(attache, opening.pk)
    assert task
    assert task.facts.suitable is None


def test_the_number_of_queries_does_not_grow(attache: User) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        forget_suitable()
        with CaptureQueriesContext(connection) as captured:
            tasks_for(attache)
        return len(captured)

    OpenOpeningFactory()
    few = queries()
    for _ in range(3):
        OpenOpeningFactory(challenges=["climate"])
        findable()
    assert queries() == few
