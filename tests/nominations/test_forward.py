"""Put forward to the host of the opening: as soon as the person is fit for it, and never without their consent."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain.consent import agree
from accounts.models import Purpose, User
from experts.domain.profiles import activate_profile
from experts.models import Nomination, Profile, ProfileText
from matching.choices import Initiator
from matching.models import Introduction
from nominations.domain.forward import forward_all, obstacles
from nominations.domain.links import seal
from taxonomy.models import PriorityField
from tests.factories import NominationFactory, OpenOpeningFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]
Answers = dict[str, Any]
BOTH = {"matching": "on", "institutions": "on"}
READY = {"fields": ["energy"], "headline": "Outdoor degradation of modules"}


@pytest.fixture
def sent(attache: User) -> Nomination:
    return NominationFactory(nominated_by=attache, sent=True, opening=OpenOpeningFactory())


def answer(row: Nomination, client: Client, answers: Answers) -> Profile:
    client.post(reverse("nominations:answer", args=[seal(row)]), answers)
    row.refresh_from_db()
    assert row.profile
    return row.profile


def test_the_yes_with_both_consents_reaches_the_host(
    sent: Nomination, client: Client, accepted_answers: Answers
) -> None:
    profile = answer(sent, client, accepted_answers | BOTH | READY)
    introduction = Introduction.objects.get()
    assert (introduction.opening, introduction.profile) == (sent.opening, profile)
    assert (introduction.initiator, introduction.nomination) == (Initiator.ATTACHE, sent)
    assert [event.step for event in sent.events.all()] == ["correct", "forward"]
    assert forward_all() == 0
    mine = Client()
    mine.force_login(sent.nominated_by)
    page = mine.get(reverse("nominations:nomination", args=[sent.pk])).content.decode()
    assert "Put forward" not in page, "what became of them is told where they agreed to it"


def test_the_person_reads_the_way_of_it_and_what_began(
    sent: Nomination, client: Client, accepted_answers: Answers
) -> None:
    profile = answer(sent, client, accepted_answers | BOTH | READY)
    introduction = Introduction.objects.get()
    assert profile.user
    client.force_login(profile.user)

    page = client.get(reverse("nominations:about_me_one", args=[sent.pk])).content.decode()
    other = client.get(reverse("introductions:introduction", args=[introduction.pk])).content.decode()

    assert "Corrected and accepted" in page
    assert "Put forward to the host" in page
    assert "Answer of the host" in page
    assert reverse("introductions:introduction", args=[introduction.pk]) in page
    assert reverse("nominations:about_me_one", args=[sent.pk]) in other


def test_without_consent_nobody_is_introduced_and_the_page_says_so(
    sent: Nomination, client: Client, accepted_answers: Answers
) -> None:
    profile = answer(sent, client, accepted_answers | READY | {"matching": "on"})
    assert not Introduction.objects.exists()
    assert profile.user
    client.force_login(profile.user)
    page = client.get(reverse("nominations:about_me_one", args=[sent.pk])).content.decode()
    assert "not agreed to be shown to institutions" in page


def test_what_is_completed_later_reaches_the_host_then(
    sent: Nomination, client: Client, accepted_answers: Answers
) -> None:
    profile = answer(sent, client, accepted_answers)
    assert profile.user
    assert len(obstacles(sent)) == 3
    ProfileText.objects.create(profile=profile, language="en", headline="Modules outdoors")
    profile.fields.set(PriorityField.objects.filter(pk="energy"))
    activate_profile(profile, by=profile.user)
    assert not Introduction.objects.exists()
    agree(profile.user, [Purpose.MATCHING, Purpose.INSTITUTIONS], by=profile.user)
    assert Introduction.objects.get().nomination == sent


def test_an_opening_that_is_closed_keeps_it_back(
    sent: Nomination, client: Client, accepted_answers: Answers
) -> None:
    assert sent.opening
    type(sent.opening).objects.filter(pk=sent.opening.pk).update(publication="paused")
    answer(sent, client, accepted_answers | BOTH | READY)
    assert not Introduction.objects.exists()
    assert obstacles(Nomination.objects.get(pk=sent.pk))
    type(sent.opening).objects.filter(pk=sent.opening.pk).update(publication="open")
    assert forward_all() == 1
