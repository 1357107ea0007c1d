"""Consent is the person's own, one live row for each purpose, and never lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.domain.consent import NotTheirConsent, give_consent, withdraw_consent
from accounts.models import AuditEvent, Consent, Purpose
from tests.factories import AdministratorFactory, ConsentFactory, MatchableProfileFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_giving_records_version_and_moment() -> None:
    user = UserFactory()
    consent = give_consent(user, purpose=Purpose.MATCHING, version="2026-01", by=user)
    assert (consent.user, consent.version, consent.withdrawn_at) == (user, "2026-01", None)
    event = AuditEvent.objects.get()
    assert (event.actor, event.verb, event.object_id) == (user, "consent given", str(consent.pk))
    assert event.after == {"purpose": "matching", "version": "2026-01"}


def test_same_yes_twice_is_one_row() -> None:
    user = UserFactory()
    first = give_consent(user, purpose=Purpose.MATCHING, version="2026-01", by=user)
    assert give_consent(user, purpose=Purpose.MATCHING, version="2026-01", by=user) == first
    assert Consent.objects.count() == AuditEvent.objects.count() == 1


def test_yes_to_a_newer_text_ends_the_older_one() -> None:
    user = UserFactory()
    old = give_consent(user, purpose=Purpose.MATCHING, version="2026-01", by=user)
    new = give_consent(user, purpose=Purpose.MATCHING, version="2027-01", by=user)
    old.refresh_from_db()
    assert old.withdrawn_at is not None
    assert list(Consent.objects.live()) == [new]


def test_purposes_stand_alone() -> None:
    user = UserFactory()
    for purpose in Purpose:
        give_consent(user, purpose=purpose, version="2026-01", by=user)
    assert withdraw_consent(user, purpose=Purpose.FEATURED, by=user) is True
    assert set(Consent.objects.live().values_list("purpose", flat=True)) == set(Purpose) - {Purpose.FEATURED}


def test_nobody_agrees_for_another() -> None:
    user = UserFactory()
    with pytest.raises(NotTheirConsent):
        give_consent(user, purpose=Purpose.MATCHING, version="2026-01", by=AdministratorFactory())
    assert not Consent.objects.exists()


def test_withdrawing_keeps_the_row_and_says_who() -> None:
    consent = ConsentFactory()
    assert withdraw_consent(consent.user, purpose=Purpose.MATCHING, by=consent.user) is True
    consent.refresh_from_db()
    assert consent.withdrawn_at >= consent.given_at
    assert AuditEvent.objects.get().before == {"purpose": "matching", "version": "2026-01"}


def test_withdrawing_what_was_never_given_changes_nothing() -> None:
    user = UserFactory()
    assert withdraw_consent(user, purpose=Purpose.MATCHING, by=user) is False
    assert not AuditEvent.objects.exists()


def test_withdrawing_takes_the_person_out_of_the_pool_at_once() -> None:
    profile = MatchableProfileFactory()
    withdraw_consent(profile.user, purpose=Purpose.MATCHING, by=profile.user)
    assert not type(profile).objects.matchable().exists()


@pytest.mark.django_db(transaction=True)
def test_form_sent_four_times_at_once_is_one_consent() -> None:
    user = UserFactory.create()
    start = Barrier(4)

    def submit(_: int) -> Consent:
        start.wait()
        try:
            return give_consent(user, purpose=Purpose.MATCHING, version="2026-01", by=user)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        given = set(threads.map(submit, range(4)))
    assert given == {Consent.objects.get(user=user)}
