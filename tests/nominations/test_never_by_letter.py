"""Never again: as long as a letter lies in a mailbox, whatever became of the recommendation that it was about."""

from __future__ import annotations

import base64
import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from experts.choices import NominationState
from experts.models import Nomination
from nominations.domain import never
from nominations.domain.ending import end_all, withdraw
from nominations.domain.links import seal
from nominations.models import NeverAgain
from tests.factories import MatchableProfileFactory, NominationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]
ADDRESS = "marit@example.org"


@pytest.fixture
def sent(attache: User) -> Nomination:
    return NominationFactory(nominated_by=attache, sent=True, email_key=never.email_key(ADDRESS))


def page_of(token: str, name: str = "answer") -> str:
    return reverse(f"nominations:{name}", args=[token])


@pytest.mark.parametrize("way", ["stop", "answer"])
def test_after_the_recommendation_is_gone_the_letter_still_ends_letters(
    sent: Nomination, attache: User, client: Client, way: str
) -> None:
    token = seal(sent)
    withdraw(sent, by=attache)
    assert not NeverAgain.objects.exists()
    assert client.post(page_of(token, way), {"answer": "never"}).status_code == 200
    assert never.on_the_list(ADDRESS)


def test_whoever_opens_the_letter_after_its_time_can_still_end_letters(
    sent: Nomination, client: Client
) -> None:
    token = seal(sent)
    later = timezone.now() + timedelta(days=31)
    with time_machine.travel(later):
        before = client.get(page_of(token))
        assert before.status_code == 410
        assert 'value="never"' in before.content.decode()
        end_all(later)
        after = client.get(page_of(token))
        assert after.status_code == 410
        assert 'value="never"' in after.content.decode()
        client.post(page_of(token), {"answer": "never"})
    assert never.on_the_list(ADDRESS)
    assert 'value="never"' not in client.get(page_of(token)).content.decode()


def test_whoever_accepted_keeps_what_they_accepted(sent: Nomination, client: Client) -> None:
    token = seal(sent)
    Nomination.objects.filter(pk=sent.pk).update(
        state=NominationState.ACCEPTED, came_from=NominationState.SENT, email="", email_key=""
    )
    page = client.post(page_of(token, "stop")).content.decode()
    assert never.on_the_list(ADDRESS)
    assert "What you accepted stays" in page
    assert "is deleted" not in page
    assert Nomination.objects.get().state == NominationState.ACCEPTED


def test_somebody_else_who_is_logged_in_ends_no_letters_of_another(
    sent: Nomination, attache: User, client: Client
) -> None:
    token = seal(sent)
    withdraw(sent, by=attache)
    client.force_login(UserFactory(email="colleague@example.org"))
    assert client.get(page_of(token)).status_code == 403
    assert client.post(page_of(token), {"answer": "never"}).status_code == 403
    assert not NeverAgain.objects.exists()


def test_the_link_holds_no_address(sent: Nomination) -> None:
    payload = seal(sent).split(":")[0].lstrip(".")
    read = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    assert b"marit" not in read
    assert seal(sent) == seal(Nomination.objects.get()), "the letter and its reminder have one link"


def test_a_link_of_an_earlier_edition_opens_and_says_what_is_true(
    sent: Nomination, attache: User, client: Client
) -> None:
    from django.core import signing

    from nominations.domain.links import SALT

    token = signing.dumps([sent.pk, sent.created_at.isoformat()], salt=SALT)
    assert client.get(page_of(token)).status_code == 200
    withdraw(sent, by=attache)
    assert 'value="never"' not in client.get(page_of(token)).content.decode()
    page = client.post(page_of(token, "stop"))
    assert page.status_code == 410
    assert "All of it is deleted" not in page.content.decode()


@pytest.mark.parametrize("registered", [False, True])
def test_whoever_has_the_letter_is_told_that_it_was_withdrawn(
    attache: User, client: Client, registered: bool
) -> None:
    profile = MatchableProfileFactory() if registered else None
    address = profile.user.email if profile else ADDRESS
    row = NominationFactory(
        nominated_by=attache, sent=True, profile=profile, email=address, email_key=never.email_key(address)
    )
    withdraw(row, by=attache)
    (letter,) = mail.outbox
    assert letter.to == [address]
    assert "withdrawn" in letter.subject
    assert row.reason not in letter.body
    assert attache.name not in letter.subject
    if not registered:
        link = re.search(r"(/en/nominations/answer/\S+)#never", letter.body)
        assert link
        client.post(link[1], {"answer": "never"})
        assert never.on_the_list(ADDRESS)


def test_of_a_draft_nobody_is_told(attache: User) -> None:
    withdraw(NominationFactory(nominated_by=attache, ready=True), by=attache)
    assert mail.outbox == []


def test_what_another_sent_since_ends_with_it(sent: Nomination, client: Client, attache: User) -> None:
    link, key = page_of(seal(sent), "stop"), never.email_key(ADDRESS)
    withdraw(sent, by=attache)
    other = NominationFactory(sent=True, email_key=key)

    client.post(link, {"List-Unsubscribe": "One-Click"})

    assert not Nomination.objects.filter(pk=other.pk).exists()
    assert never.holds(key)
