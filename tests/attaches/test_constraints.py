"""Each named constraint, broken once on the real database."""

import pytest
from django.utils import timezone

from attaches.models import HandedNomination
from tests.factories import UserFactory
from tests.factories.attaches import HandedNominationFactory, HandoverFactory, SuggestionFactory
from tests.support.constraints import Attempt, again, assert_refused, constraints_of


def to_oneself() -> None:
    user = UserFactory()
    HandoverFactory(giver=user, successor=user)


def twice() -> None:
    row = HandedNominationFactory()
    HandedNomination.objects.create(handover=row.handover, nomination=row.nomination)


CASES: dict[str, Attempt] = {
    "handover_transition_is_legal": lambda: HandoverFactory(state="undone", undone_at=timezone.now()),
    "handover_is_to_somebody_else": to_oneself,
    "undone_handover_says_when": lambda: HandoverFactory(undone_at=timezone.now()),
    "one_suggestion_per_opening_and_person": again(SuggestionFactory, "opening", "profile"),
    "a_nomination_goes_once_per_handover": twice,
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(CASES))
def test_constraint_is_kept_by_the_database(name: str) -> None:
    assert_refused("attaches", name, CASES[name])


def test_every_constraint_is_tried() -> None:
    assert set(CASES) == set(constraints_of("attaches"))
