"""People who could fit: by the matcher, among those who agreed, read again each time."""

from __future__ import annotations

import pytest

from accounts.audience import Grant, grants_of
from accounts.domain.consent import withdraw_consent
from accounts.models import Purpose, User
from attaches.domain.fitting import fitting
from bases.models import Opening
from search.backends.base import IndexUnavailable
from search.indexing import rebuild
from tests.attaches.conftest import findable
from tests.factories import (
    IntermediaryPostFactory,
    MatchableProfileFactory,
    MatchFactory,
    OpenOpeningFactory,
    StaffMembershipFactory,
)

pytestmark = pytest.mark.django_db


def names(opening: Opening, user: User, grants: tuple[Grant, ...] | None = None) -> list[str]:
    found = fitting(opening, grants_of(user) if grants is None else grants, user=user)
    return [fit.profile.name for fit in found.people]


@pytest.fixture
def opening(db: None) -> Opening:
    """And people who fit it: only the first two may be shown to an attaché in Norway and Sweden."""
    row: Opening = OpenOpeningFactory()
    findable(name="in Norway")
    findable(name="in Sweden", country="SE", fields=["materials"])
    findable(name="in Germany", country="DE")
    MatchableProfileFactory(name="agreed to institutions alone")
    rebuild()
    return row


def test_only_people_who_agreed_and_of_my_countries_are_found(opening: Opening, attache: User) -> None:
    assert set(names(opening, attache)) == {"in Norway", "in Sweden"}


def test_whoever_works_for_a_host_as_well_finds_nobody_more_here(opening: Opening, attache: User) -> None:
    StaffMembershipFactory(user=attache, institution=opening.institution)
    assert set(names(opening, attache)) == {"in Norway", "in Sweden"}


def test_an_intermediary_finds_those_of_its_fields(opening: Opening) -> None:
    agent = IntermediaryPostFactory(countries=["NO", "SE", "DE"], fields=["materials"]).user
    assert names(opening, agent) == ["in Sweden"]


def test_a_consent_withdrawn_takes_the_person_out_of_a_list_that_is_kept(
    opening: Opening, attache: User
) -> None:
    first = names(opening, attache)
    assert "in Norway" in first
    person = attache.__class__.objects.get(profile__name="in Norway")
    withdraw_consent(person, purpose=Purpose.ATTACHES, by=person)
    assert names(opening, attache) == ["in Sweden"]


def test_the_second_look_asks_the_matcher_no_more(
    opening: Opening, attache: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = names(opening, attache)
    monkeypatch.setattr(
        "attaches.domain.fitting.people_for", lambda *_args, **_more: pytest.fail("asked again")
    )
    assert names(opening, attache) == first


def test_without_the_index_those_of_the_stored_list_stand_in(
    opening: Opening, attache: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: object, **_more: object) -> None:
        raise IndexUnavailable("away")

    stored = findable(name="stored")
    MatchFactory(opening=opening, profile=stored, strength="good", rank=2)
    MatchFactory(opening=opening, profile__name="not to attachés", strength="strong")
    MatchFactory(opening=opening, profile=findable(name="far"), strength="weak", rank=3)
    monkeypatch.setattr("attaches.domain.fitting.people_for", away)
    found = fitting(opening, grants_of(attache), user=attache)
    assert found.stored
    assert [fit.profile.name for fit in found.people] == ["stored"]
