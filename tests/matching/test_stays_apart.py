"""Nobody is bound to two stays on one day: said in words by each step, and kept by the database itself."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from experts.models import Profile
from matching.choices import BINDING, ExchangeState
from matching.models import Exchange
from tests.factories import ExchangeFactory, MatchableProfileFactory
from tests.factories.bases import in_days

pytestmark = pytest.mark.django_db

FIRST, LAST = 60, 90  # days from now


def stay(profile: Profile, first: int = FIRST, last: int = LAST, *, state: str = "planned") -> Exchange:
    """A stay that has come to `state` by legal steps."""
    exchange = ExchangeFactory.create(
        introduction__profile=profile, ready=True, starts_on=in_days(first), ends_on=in_days(last)
    )
    way = {
        ExchangeState.AGREED: ["agreed"],
        ExchangeState.UNDER_WAY: ["agreed", "under_way"],
        ExchangeState.INTERRUPTED: ["agreed", "under_way", "interrupted"],
        ExchangeState.COMPLETED: ["agreed", "under_way", "completed"],
        ExchangeState.ENDED_EARLY: ["agreed", "under_way", "ended_early"],
        ExchangeState.CANCELLED: ["cancelled"],
    }.get(ExchangeState(state), [])
    for to in way:
        exchange.came_from, exchange.state = exchange.state, to
        exchange.save()
    return exchange


def agree(exchange: Exchange) -> None:
    with transaction.atomic():
        Exchange.objects.filter(pk=exchange.pk).update(state="agreed", came_from="planned")


@pytest.mark.parametrize("state", BINDING)
@pytest.mark.parametrize(
    ("first", "last"), [(FIRST, LAST), (LAST, LAST + 9), (FIRST - 9, FIRST), (70, 80), (1, 200)]
)
def test_a_second_binding_stay_is_refused_by_the_database(state: str, first: int, last: int) -> None:
    person = MatchableProfileFactory.create()
    stay(person, state=state)
    second = stay(person, first, last)

    with pytest.raises(IntegrityError):
        agree(second)
    with pytest.raises(IntegrityError), transaction.atomic():
        Exchange.objects.filter(pk=stay(person, state="agreed", first=300, last=310).pk).update(
            starts_on=in_days(first), ends_on=in_days(last)
        )


@pytest.mark.parametrize("state", sorted({*ExchangeState.values} - {str(state) for state in BINDING}))
def test_other_stays_bar_nothing(state: str) -> None:
    person = MatchableProfileFactory.create()
    stay(person, state=state)
    agree(stay(person))
    assert Exchange.objects.filter(profile=person, state="agreed").count() == 1


def test_stays_may_follow_each_other_and_others_may_come_meanwhile() -> None:
    person = MatchableProfileFactory.create()
    stay(person, state="agreed")
    agree(stay(person, LAST + 1, LAST + 30))
    agree(stay(MatchableProfileFactory.create()))
    assert Exchange.objects.filter(state="agreed").count() == 3


def test_a_stay_that_begins_bound_is_asked_too() -> None:
    person = MatchableProfileFactory.create()
    bound = stay(person, state="agreed")
    other = ExchangeFactory.build(
        introduction=ExchangeFactory.create(introduction__profile=person).introduction, ready=True
    )
    Exchange.objects.filter(introduction=other.introduction).delete()
    other.state, other.came_from = "agreed", "planned"
    other.starts_on, other.ends_on = bound.starts_on, bound.ends_on
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()


def test_a_form_says_it_beside_both_days() -> None:
    person = MatchableProfileFactory.create()
    stay(person, state="agreed")
    later = stay(person, LAST + 1, LAST + 30, state="agreed")
    later.full_clean()
    later.starts_on -= timedelta(days=1)
    with pytest.raises(ValidationError) as refused:
        later.full_clean()
    assert {*refused.value.message_dict} == {"starts_on", "ends_on"}


def test_the_person_is_the_introductions() -> None:
    exchange = ExchangeFactory.create()
    assert exchange.profile == exchange.introduction.profile
    with pytest.raises(IntegrityError), transaction.atomic():
        Exchange.objects.filter(pk=exchange.pk).update(profile=MatchableProfileFactory.create())
    with pytest.raises(IntegrityError), transaction.atomic():
        ExchangeFactory.create(profile=MatchableProfileFactory.create())


def test_the_person_follows_the_introduction_and_their_stays_are_asked_again() -> None:
    """Two profiles of one person become one."""
    kept, dropped = MatchableProfileFactory.create(), MatchableProfileFactory.create()
    stay(kept, state="agreed")
    overlapping, free = stay(dropped, state="agreed"), stay(dropped, LAST + 1, LAST + 9, state="agreed")

    free.introduction.profile = kept
    free.introduction.save()
    free.refresh_from_db()
    assert free.profile == kept

    overlapping.introduction.profile = kept
    with pytest.raises(IntegrityError), transaction.atomic():
        overlapping.introduction.save()
