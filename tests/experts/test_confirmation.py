"""Every 90 days a letter asks whether a profile still is right; a month without an answer takes it out of the pool."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent, User
from experts.choices import ProfileState
from experts.domain import asking
from experts.domain.asking import ask_all
from experts.domain.records import add_row
from experts.models import Affiliation, Profile
from experts.tasks import ask_to_confirm
from search.backends.registry import get_backend
from search.documents import document_id
from search.indexing import work_off
from tests.factories import MatchableProfileFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]
Letters = list[EmailMultiAlternatives]


def confirmed(days: int, **fields: object) -> Profile:
    """In the pool, and confirmed so many days ago."""
    return MatchableProfileFactory(confirmed_at=timezone.now() - timedelta(days=days), **fields)


def later(days: int) -> datetime:
    return timezone.now() + timedelta(days=days)


def link_of(letter: EmailMultiAlternatives) -> str:
    found = re.search(r"/(en|zh-hans)/me/profile/still-right/\S+", str(letter.body))
    assert found
    return found[0]


def test_one_letter_after_ninety_days_one_reminder_and_then_it_rests(mailoutbox: Letters) -> None:
    profile = confirmed(0)
    told = []
    for day in range(200):
        with time_machine.travel(later(day), tick=False):
            before = len(mailoutbox)
            ask_to_confirm()
            ask_to_confirm()  # a task may run twice
            if mailoutbox[before:]:
                told.append((day, *[letter.subject for letter in mailoutbox[before:]]))
    assert told == [
        (90, "Is your profile still right?"),
        (104, "Reminder: is your profile still right?"),
        (120, "Your profile rests"),
    ]
    profile.refresh_from_db()
    assert profile.state == ProfileState.RESTING
    assert profile.texts.exists()
    assert list(AuditEvent.objects.order_by("pk").values_list("verb", "actor")) == [
        ("asked to confirm", None),
        ("reminded to confirm", None),
        ("profile rests", None),
    ]


def test_a_letter_that_cannot_be_written_stops_nobody_else_s(
    mailoutbox: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = confirmed(90), confirmed(90)
    write = asking.tell

    def fails(user: User, *letter: Any, **context: Any) -> None:
        if user == broken.user:
            raise RuntimeError("No such template")
        write(user, *letter, **context)

    with monkeypatch.context() as patch:
        patch.setattr(asking, "tell", fails)
        with pytest.raises(RuntimeError):  # the task is seen to fail
            ask_to_confirm()
    assert [letter.to for letter in mailoutbox] == [[sound.user.email]]
    ask_to_confirm()
    assert [letter.to for letter in mailoutbox[1:]] == [[broken.user.email]]


def test_a_profile_that_rests_leaves_the_pool_and_the_index() -> None:
    profile = confirmed(90)
    ask_all(timezone.now())
    work_off()
    assert document_id("profile", profile.pk) in get_backend().digests("profile")
    assert Profile.objects.matchable().exists()
    ask_all(later(30))
    assert not Profile.objects.matchable().exists()
    assert not Profile.objects.visible_to(UserFactory()).exists()
    work_off()
    assert document_id("profile", profile.pk) not in get_backend().digests("profile")


def test_nobody_rests_before_a_letter_has_asked() -> None:
    """The clock was off for a year."""
    confirmed(365)
    assert ask_all(timezone.now()) == {"asked": 1, "reminded": 0, "resting": 0}
    assert ask_all(later(29)) == {"asked": 0, "reminded": 1, "resting": 0}
    assert ask_all(later(30)) == {"asked": 0, "reminded": 0, "resting": 1}


@pytest.mark.parametrize("state", [ProfileState.DRAFT, ProfileState.HIDDEN, ProfileState.RESTING])
def test_who_is_not_in_the_pool_is_not_asked(state: ProfileState) -> None:
    confirmed(365, state=state)
    assert not any(ask_all(timezone.now()).values())


def test_saving_any_part_confirms_the_profile() -> None:
    profile = confirmed(95)
    ask_all(timezone.now())
    values = {
        "name": "Fjord", "city": "", "country": "NO", "role": "", "start_year": 2020, "end_year": None,
    }  # fmt: skip
    add_row(Affiliation, profile, values, by=profile.user)
    profile.refresh_from_db()
    assert (profile.asked_at, profile.reminded_at) == (None, None)
    assert timezone.now() - profile.confirmed_at < timedelta(minutes=1)
    assert not any(ask_all(later(89)).values())


def test_saving_a_part_does_not_bring_back_what_rests() -> None:
    profile = confirmed(95)
    ask_all(timezone.now())
    ask_all(later(30))
    profile.refresh_from_db()
    values = {"name": "Fjord", "city": "", "country": "NO", "role": "", "start_year": 2020, "end_year": None}
    add_row(Affiliation, profile, values, by=profile.user)
    profile.refresh_from_db()
    assert profile.state == ProfileState.RESTING


def test_the_link_of_the_letter_confirms_by_one_click_without_logging_in(
    client: Client, mailoutbox: Letters
) -> None:
    profile = confirmed(95)
    ask_to_confirm()
    link = link_of(mailoutbox[0])
    page = client.get(link)
    profile.refresh_from_db()
    assert profile.asked_at is not None  # a program that opens links confirms nothing
    assert "Yes, still right" in page.content.decode()
    assert profile.name not in page.content.decode()
    answer = client.post(link)
    profile.refresh_from_db()
    assert "Thank you" in answer.content.decode()
    assert (profile.state, profile.asked_at) == (ProfileState.ACTIVE, None)
    assert timezone.now() - profile.confirmed_at < timedelta(minutes=1)
    event = AuditEvent.objects.latest("pk")
    assert (event.verb, event.actor) == ("profile confirmed", profile.user)


def test_a_link_that_was_used_says_so_and_does_nothing_more(client: Client, mailoutbox: Letters) -> None:
    profile = confirmed(95)
    ask_to_confirm()
    link = link_of(mailoutbox[0])
    client.post(link)
    profile.refresh_from_db()
    when = profile.confirmed_at
    for answer in (client.get(link), client.post(link)):
        assert answer.status_code == 200
        assert "nothing more is to be done" in answer.content.decode()
    profile.refresh_from_db()
    assert profile.confirmed_at == when


def test_a_link_from_an_older_letter_leads_to_the_newer(client: Client, mailoutbox: Letters) -> None:
    profile = confirmed(95)
    ask_to_confirm()
    old = link_of(mailoutbox[0])
    client.post(old)
    with time_machine.travel(later(90)):
        ask_to_confirm()
        answer = client.post(old)
        assert answer.status_code == 410
        assert "older letter" in answer.content.decode()
        profile.refresh_from_db()
        assert profile.asked_at is not None
        assert client.post(link_of(mailoutbox[1])).status_code == 200


def test_a_link_that_ran_out_or_is_broken_says_what_to_do(client: Client, mailoutbox: Letters) -> None:
    profile = confirmed(95)
    ask_to_confirm()
    link = link_of(mailoutbox[0])
    for address in (link[:-5] + "/", "/en/me/profile/still-right/nonsense/"):
        assert client.get(address).status_code == 410
    with time_machine.travel(later(370)):
        answer = client.post(link)
    assert answer.status_code == 410
    assert "confirm your profile there" in answer.content.decode()
    profile.refresh_from_db()
    assert profile.asked_at is not None


def test_one_click_brings_back_a_profile_that_rests(client: Client, mailoutbox: Letters) -> None:
    profile = confirmed(95)
    ask_to_confirm()
    with time_machine.travel(later(31)):
        ask_to_confirm()
        assert not Profile.objects.matchable().exists()
        client.post(link_of(mailoutbox[-1]))
    assert Profile.objects.matchable().get() == profile


def test_a_profile_that_was_emptied_while_it_rested_says_what_it_lacks(
    client: Client, mailoutbox: Letters
) -> None:
    profile = confirmed(95)
    ask_to_confirm()
    with time_machine.travel(later(31)):
        ask_to_confirm()
        profile.texts.all().delete()
        answer = client.post(link_of(mailoutbox[-1]))
    assert "A headline and at least one priority field are missing" in answer.content.decode()
    profile.refresh_from_db()
    assert profile.state == ProfileState.RESTING


def test_the_overview_confirms_too(client: Client) -> None:
    profile = confirmed(95)
    ask_to_confirm()
    client.force_login(profile.user)
    assert "Is all of this still right?" in client.get("/en/me/profile/").content.decode()
    client.post("/en/me/profile/confirm/")
    profile.refresh_from_db()
    assert profile.asked_at is None
    assert "Last confirmed" in client.get("/en/me/profile/").content.decode()


def test_the_overview_and_the_desk_say_that_a_profile_rests_and_bring_it_back(client: Client) -> None:
    profile = confirmed(95, state=ProfileState.RESTING)
    client.force_login(profile.user)
    for page in ("/en/me/profile/", "/en/me/openings/"):
        assert "Your profile rests" in client.get(page).content.decode()
    client.post("/en/me/profile/confirm/")
    assert Profile.objects.matchable().get() == profile


def test_letters_are_in_the_language_of_their_reader(mailoutbox: Letters) -> None:
    confirmed(95, user__language="zh-hans")
    ask_to_confirm()
    assert mailoutbox[0].subject == "你的档案是否仍然准确？"
    assert "/zh-hans/me/profile/still-right/" in mailoutbox[0].body
