"""After somebody is erased the other side's pages ask for nothing that nobody can give any more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from experts.models import ProfileLook
from experts.transitions import NOMINATION
from introductions.domain.answering import withdraw_introduction
from matching.choices import OutcomeState, Side
from matching.models import Outcome
from outcomes.domain.by_the_clock import remind_all
from outcomes.domain.stories import agree_to_story, take_back_story
from outcomes.funnel.stages import Stage
from outcomes.models import OutcomeEvent
from privacy.domain.erasures import ask_erasure, erase_due
from taxonomy.transitions import IllegalTransition, move
from tests.factories import (
    AttachePostFactory,
    MatchableProfileFactory,
    NominationFactory,
    OutcomeFactory,
    StoryWordsFactory,
)
from tests.outcomes.conftest import reported, send, voices
from tests.outcomes.planting import came

pytestmark = pytest.mark.django_db
NOTHING = "The person has left the platform; nothing more happens here."


def host_of(outcome: Outcome) -> Client:
    browser = Client()
    browser.force_login(voices(outcome)[Side.HOST])
    return browser


def erase_person_of(outcome: Outcome) -> Client:
    """-> the host's browser."""
    browser, person = host_of(outcome), voices(outcome)[Side.PERSON]
    ask_erasure(person, by=person)
    assert erase_due(timezone.now() + timedelta(days=8)) == 1
    return browser


def test_no_story_waits_for_an_answer_and_none_is_written() -> None:
    outcome = reported()
    for side in Side:
        StoryWordsFactory(outcome=outcome, side=side, text="We met.", language="en")
    agree_to_story(outcome, side=Side.HOST, by=voices(outcome)[Side.HOST])
    host = voices(outcome)[Side.HOST]
    browser = erase_person_of(outcome)
    page = browser.get(f"/en/outcomes/{outcome.pk}/").content.decode()
    assert NOTHING in page
    assert "A story in public" not in page
    assert "Say how it went" not in page
    assert "Answer of the other side" not in page
    desk = browser.get("/en/me/").content.decode()
    assert "Say how the stay went" not in desk
    answer = browser.post(
        f"/en/outcomes/{outcome.pk}/story/", {"text": "Told.", "language": "en", "seen": "x"}
    )
    assert answer.status_code in (200, 409)
    assert not outcome.story.exists()
    with pytest.raises(IllegalTransition):
        take_back_story(Outcome.objects.get(pk=outcome.pk), side=Side.HOST, by=host)


def test_the_report_of_the_host_is_still_asked_for_and_then_nothing(time_machine: Any) -> None:
    outcome = OutcomeFactory.create()
    browser = erase_person_of(outcome)
    outcome = Outcome.objects.get(pk=outcome.pk)
    page = browser.get(f"/en/outcomes/{outcome.pk}/").content.decode()
    assert "your report is the only one" in page
    member = outcome.exchange.introduction.opening.institution.staff_memberships.get()
    send(outcome, Side.HOST, by=member.user)
    assert NOTHING in browser.get(f"/en/outcomes/{outcome.pk}/").content.decode()
    time_machine.move_to(timezone.now() + timedelta(days=60))
    assert Outcome.objects.filter(state=OutcomeState.SUBMITTED).count() == 1
    assert not Outcome.objects.overdue().exists()
    assert remind_all() == 0
    assert not OutcomeEvent.objects.filter(step="remind").exists()


def test_an_introduction_offers_neither_words_nor_steps() -> None:
    introduction = came(Stage.REPORTED)
    outcome = Outcome.objects.get()
    host = voices(outcome)[Side.HOST]
    browser = erase_person_of(outcome)
    address = f"/en/introductions/{introduction.pk}/"
    page = browser.get(address).content.decode()
    assert NOTHING in page
    assert "<textarea" not in page
    assert "Withdraw" not in page
    answer = browser.post(
        f"{address}messages/", {"text": "Hello?", "sent": "3f2b8f0e-8f8b-4f39-8d77-6f7e2b5a1c11"}
    )
    assert answer.status_code == 409
    introduction.refresh_from_db()
    before = introduction.state
    with pytest.raises(IllegalTransition):
        withdraw_introduction(introduction, side=Side.HOST, by=host)
    introduction.refresh_from_db()
    assert introduction.state == before


def test_nobody_looks_at_somebody_who_has_left() -> None:
    introduction = came(Stage.REPORTED)
    browser = erase_person_of(Outcome.objects.get())
    for address in (
        "/en/exchanges/?of=host&past=1",
        f"/en/exchanges/{introduction.exchange.pk}/",
        "/en/outcomes/",
    ):
        assert browser.get(address).status_code == 200
    assert not ProfileLook.objects.exists()


def test_an_attaches_look_at_their_recommendation_is_noted_once_its_person_is_here() -> None:
    attache = AttachePostFactory().user
    nomination = NominationFactory.create(nominated_by=attache, profile=MatchableProfileFactory(), ready=True)
    move(nomination, "sent", table=NOMINATION)
    move(nomination, "accepted", table=NOMINATION)
    browser = Client()
    browser.force_login(attache)
    for address in (f"/en/nominations/{nomination.pk}/", "/en/nominations/"):
        assert browser.get(address).status_code == 200
        assert ProfileLook.objects.filter(profile=nomination.profile, reader=attache).count() == 1
        ProfileLook.objects.all().delete()


def test_an_attache_reads_that_the_person_has_left() -> None:
    profile = MatchableProfileFactory()
    nomination = NominationFactory.create(nominated_by=AttachePostFactory().user, profile=profile, ready=True)
    move(nomination, "sent", table=NOMINATION)
    move(nomination, "accepted", table=NOMINATION)
    ask_erasure(profile.user, by=profile.user)
    assert erase_due(timezone.now() + timedelta(days=8)) == 1
    browser = Client()
    browser.force_login(nomination.nominated_by)
    for address in (f"/en/nominations/{nomination.pk}/", "/en/nominations/", "/en/attaches/nominations/"):
        page = browser.get(address).content.decode()
        assert "A person who has left" in page
        assert "does not let attachés follow" not in page
    assert NOTHING in browser.get(f"/en/nominations/{nomination.pk}/").content.decode()
