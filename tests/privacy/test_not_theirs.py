"""An address that somebody only typed is not theirs: it gives them nothing of others, and erasing takes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import User
from experts.choices import NominationState
from experts.models import Nomination
from nominations.domain.sending import send
from nominations.models import NominationCount
from privacy.domain.erasing import erase
from privacy.domain.erasures import ask_erasure, erase_due
from privacy.inventory import row_of, shown_rows
from privacy.models import DataRequest
from privacy.person import person_of
from tests.factories import (
    AttachePostFactory,
    DataRequestFactory,
    MatchableProfileFactory,
    NominationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
VICTIM = "victim@institute.example"


@pytest.fixture
def attache() -> User:
    return AttachePostFactory(user__name="Li Attaché").user


def sent(attache: User, email: str) -> Nomination:
    nomination = NominationFactory(nominated_by=attache, ready=True, email=email)
    send(nomination, by=attache)
    nomination.refresh_from_db()
    assert nomination.state == NominationState.SENT
    return nomination


def somebody_who_typed(address: str) -> User:
    user = UserFactory()
    EmailAddress.objects.create(user=user, email=address, verified=False, primary=False)
    return user


def test_an_address_that_is_not_confirmed_gives_nothing_of_its_owner(attache: User) -> None:
    sent(attache, VICTIM)
    assert not shown_rows(row_of("experts.nomination"), person_of(somebody_who_typed(VICTIM))).exists()


def test_an_account_whose_own_address_is_not_confirmed_is_given_nothing_of_it(attache: User) -> None:
    sent(attache, VICTIM)
    user = UserFactory(email=VICTIM, email_verified_at=None)
    assert not shown_rows(row_of("experts.nomination"), person_of(user)).exists()


def test_erasing_who_typed_an_address_takes_nothing_of_its_owner(attache: User) -> None:
    nomination = sent(attache, VICTIM)
    stranger = somebody_who_typed(VICTIM)
    owner = UserFactory(email=VICTIM, email_verified_at=timezone.now())
    EmailAddress.objects.create(user=owner, email=VICTIM, verified=True, primary=True)
    erase(stranger)
    owner.refresh_from_db()
    nomination.refresh_from_db()
    assert owner.email == VICTIM
    assert EmailAddress.objects.filter(user=owner, email=VICTIM).exists()
    assert nomination.email == VICTIM


def test_what_is_under_the_address_but_of_another_account_stays() -> None:
    user, other = UserFactory(email=VICTIM, email_verified_at=timezone.now()), UserFactory()
    theirs = DataRequestFactory(user=other, email=VICTIM, text="Mine alone")
    erase(user)
    assert DataRequest.objects.get(pk=theirs.pk).text == "Mine alone"


def test_an_account_that_holds_the_address_unconfirmed_keeps_its_row() -> None:
    other = somebody_who_typed(VICTIM)
    user = UserFactory(email=VICTIM, email_verified_at=timezone.now())
    erase(user)
    assert EmailAddress.objects.filter(user=other, email=VICTIM).exists()


def test_who_has_a_recommendation_that_waits_is_erased_and_it_counts_as_run_out(attache: User) -> None:
    sent(attache, VICTIM)
    user = UserFactory(email=VICTIM, email_verified_at=timezone.now())
    NominationFactory(nominated_by=attache, ready=True, email=VICTIM)  # a draft
    ask_erasure(user, by=user)
    assert erase_due(timezone.now() + timedelta(days=8)) == 1
    assert not Nomination.objects.exists()
    assert not User.objects.filter(pk=user.pk).exists()
    assert NominationCount.objects.get().state == NominationState.EXPIRED


def test_a_recommendation_that_waits_in_their_account_ends_as_well(attache: User) -> None:
    profile = MatchableProfileFactory()
    nomination = sent(attache, "their.other@institute.example")
    Nomination.objects.filter(pk=nomination.pk).update(profile=profile)
    erase(profile.user)
    assert not Nomination.objects.exists()
