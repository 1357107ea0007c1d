"""People who could fit are told of an opening: once, within limits, and by nobody else's leave than theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone

from accounts.audience import grants_of
from accounts.domain.consent import withdraw_consent
from accounts.models import AuditEvent, Purpose, User
from attaches.domain.fitting import fitting
from attaches.domain.suggesting import MOST_A_DAY, OutOfReach, TooManyTold, suggest
from attaches.models import Suggestion
from matching.handles import handle
from matching.models import Introduction
from notices.models import Notice
from search.indexing import rebuild
from tests.attaches.conftest import findable
from tests.factories import IntroductionFactory, MatchableProfileFactory, OpenOpeningFactory
from tests.factories.attaches import SuggestionFactory

pytestmark = pytest.mark.django_db


def test_the_person_gets_one_letter_that_leads_to_the_opening_and_the_host_learns_nothing(
    attache: User, mailoutbox: list[EmailMultiAlternatives], letters_go_at_once: None
) -> None:
    opening, person = OpenOpeningFactory(), findable()
    rebuild()
    client = Client()
    client.force_login(attache)
    page = client.get(f"/en/attaches/tasks/{opening.pk}/").content.decode()
    address = f"/en/attaches/tasks/{opening.pk}/people/{handle(opening.pk, person.pk)}/tell/"
    assert address in page
    for _ in range(2):
        assert client.post(address)["Location"] == f"/en/attaches/tasks/{opening.pk}/"
    assert "Told of this opening" in client.get(f"/en/attaches/tasks/{opening.pk}/").content.decode()
    (letter,) = mailoutbox
    assert letter.to == [person.user.email]
    assert f"/en/openings/{opening.pk}/" in letter.body
    assert f"{attache.name} (science attaché of China for " in letter.body, (
        "the person learns who thought of them"
    )
    assert attache.name not in letter.subject
    assert Notice.objects.get().user == person.user
    assert AuditEvent.objects.filter(verb="opening suggested").count() == 1
    assert not opening.introductions.exists()


def test_nobody_is_told_who_may_not_be_found(attache: User) -> None:
    opening, person = OpenOpeningFactory(), findable()
    withdraw_consent(person.user, purpose=Purpose.ATTACHES, by=person.user)
    for somebody in (person, findable(country="DE"), MatchableProfileFactory()):
        with pytest.raises(OutOfReach):
            suggest(opening, somebody, by=attache)
    introduced = findable()
    IntroductionFactory(opening=opening, profile=introduced)
    with pytest.raises(OutOfReach) as in_contact:
        suggest(opening, introduced, by=attache)
    with pytest.raises(OutOfReach) as withdrawn:
        suggest(opening, person, by=attache)
    assert str(in_contact.value) == str(withdrawn.value)  # which of the two it is, is nobody's business
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize("state", ["offered", "accepted"])
def test_who_is_in_contact_with_the_host_is_not_beside_the_opening(attache: User, state: str) -> None:
    opening, person = OpenOpeningFactory(), findable()
    rebuild()
    (fit,) = fitting(opening, grants_of(attache), user=attache).people
    assert fit.profile == person
    row = IntroductionFactory(opening=opening, profile=person, ready=True)
    came_from = {"accepted": "offered"}.get(state, "")
    Introduction.objects.filter(pk=row.pk).update(state=state, came_from=came_from)
    assert not fitting(opening, grants_of(attache), user=attache).people


def test_who_withdrew_meanwhile_is_a_clear_409(attache: User) -> None:
    opening, person = OpenOpeningFactory(), findable()
    rebuild()
    withdraw_consent(person.user, purpose=Purpose.ATTACHES, by=person.user)
    client = Client()
    client.force_login(attache)
    answer = client.post(f"/en/attaches/tasks/{opening.pk}/people/{handle(opening.pk, person.pk)}/tell/")
    assert answer.status_code == 409
    assert "This person cannot be told of this opening now." in answer.content.decode()
    assert client.post(f"/en/attaches/tasks/{opening.pk}/people/forged/tell/").status_code == 404


def test_letters_of_a_day_are_limited(attache: User) -> None:
    for _ in range(MOST_A_DAY):
        SuggestionFactory(by=attache)
    opening, person = OpenOpeningFactory(), findable()
    with pytest.raises(TooManyTold):
        suggest(opening, person, by=attache)
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        suggest(opening, person, by=attache)
