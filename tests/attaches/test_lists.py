"""The lists of all openings are stored by night, so that attachés learn where nobody suitable is found."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from accounts.domain.consent import withdraw_consent
from accounts.models import Purpose
from attaches.domain.lists import make_lists
from attaches.domain.suitable import forget_suitable, suitable_people
from matching.models import Match
from search.indexing import rebuild
from tests.factories import MatchableProfileFactory, OpeningFactory, OpenOpeningFactory

pytestmark = pytest.mark.django_db


def test_every_opening_that_takes_applications_gets_its_list_though_nobody_asked() -> None:
    opening = OpenOpeningFactory()
    OpeningFactory()
    person = MatchableProfileFactory()
    closed = MatchableProfileFactory()
    withdraw_consent(closed.user, purpose=Purpose.INSTITUTIONS, by=closed.user)
    rebuild()
    call_command("make_lists", verbosity=0)
    assert list(Match.objects.values_list("opening", "profile")) == [(opening.pk, person.pk)]


def test_an_unchanged_list_is_left_as_it_is_and_another_day_makes_it_anew() -> None:
    OpenOpeningFactory()
    MatchableProfileFactory()
    rebuild()
    assert make_lists() == 1
    assert make_lists() == 0
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert make_lists() == 1


def test_an_opening_that_nobody_fits_is_known_to_have_no_candidate() -> None:
    opening = OpenOpeningFactory()
    rebuild()
    assert suitable_people() == {}
    make_lists()
    assert suitable_people() == {opening.pk: 0}


def test_who_left_the_pool_is_counted_no_more() -> None:
    opening = OpenOpeningFactory()
    person = MatchableProfileFactory()
    rebuild()
    make_lists()
    Match.objects.update(strength="strong", eligible=True)
    forget_suitable()
    assert suitable_people() == {opening.pk: 1}
    withdraw_consent(person.user, purpose=Purpose.MATCHING, by=person.user)
    forget_suitable()
    assert suitable_people() == {opening.pk: 0}
