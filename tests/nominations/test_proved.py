"""What somebody merely typed proves nothing, what they refused stays refused, and odd input is no error of ours."""

from __future__ import annotations

import io
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from accounts.domain.consent import agree
from accounts.models import Purpose, User
from experts.choices import Audience, NominationState, Section, Where
from experts.models import Nomination, Profile, ProfileLook
from introductions.domain.answering import decline_introduction
from matching.choices import Side
from matching.models import Introduction
from nominations.domain import never
from nominations.domain.forward import forward_all
from nominations.domain.sending import send
from tests.factories import MatchableProfileFactory, NominationFactory, OpenOpeningFactory
from tests.introductions.people import invited, logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]
ORCID = "0000-0002-1825-0097"


@pytest.fixture
def claims() -> Profile:
    """Somebody who wrote an ORCID iD into their profile, and lets attachés find them."""
    profile: Profile = MatchableProfileFactory.create(country="NO", orcid=ORCID, name="Somebody Else")
    agree(profile.user, [Purpose.ATTACHES], by=profile.user)  # type: ignore[arg-type]
    return profile


@pytest.fixture
def about_them(attache: User) -> Nomination:
    row: Nomination = NominationFactory.create(
        nominated_by=attache, ready=True, country="NO", email="person@institute.example", orcid=ORCID
    )
    return row


@pytest.mark.parametrize("proved", [False, True])
def test_only_a_connected_orcid_says_who_somebody_is(
    claims: Profile, about_them: Nomination, attache: User, proved: bool
) -> None:
    assert claims.user
    if proved:
        SocialAccount.objects.create(user=claims.user, provider="orcid", uid=ORCID)
    send(about_them, by=attache)
    about_them.refresh_from_db()
    answer = logged_in(claims.user).get(reverse("nominations:about_me_one", args=[about_them.pk]))
    assert answer.status_code == (200 if proved else 410)
    assert (about_them.state == NominationState.SENT) == proved


@pytest.mark.parametrize("proved", [False, True])
def test_only_a_connected_orcid_lifts_what_its_owner_asked(claims: Profile, proved: bool) -> None:
    assert claims.user
    if proved:
        SocialAccount.objects.create(user=claims.user, provider="orcid", uid=ORCID)
    never.note("person@institute.example", ORCID)
    logged_in(claims.user).post(reverse("nominations:letters_again"))
    assert never.on_the_list("", ORCID) != proved


def test_a_no_to_the_host_is_not_followed_by_a_yes_in_their_name(attache: User) -> None:
    pair = invited()
    opening, profile = pair.introduction.opening, pair.introduction.profile
    accepted: dict[str, Any] = {"state": "accepted", "came_from": "sent", "email": ""}
    NominationFactory(
        nominated_by=attache,
        ready=True,
        profile=profile,
        opening=opening,
        answered_at=timezone.now(),
        **accepted,
    )
    assert forward_all() == 0
    decline_introduction(pair.fresh, side=Side.PERSON, by=pair.person)
    assert forward_all() == 0
    assert not Introduction.objects.filter(state="offered").exists()
    other = MatchableProfileFactory()
    NominationFactory(
        nominated_by=attache, ready=True, profile=other, opening=OpenOpeningFactory(), answered_at=timezone.now(),
        **accepted,
    )  # fmt: skip
    assert forward_all() == 1


def test_whom_the_letter_page_names_was_looked_at(attache: User, at_desk: Client) -> None:
    profile = MatchableProfileFactory(country="NO", name="Marit Solvang")
    agree(profile.user, [Purpose.ATTACHES], by=profile.user)
    profile.visibility.update_or_create(section=Section.NAME, defaults={"audience": Audience.INSTITUTIONS})
    row = NominationFactory(nominated_by=attache, ready=True, name="Marit Solvang", country="NO")
    at_desk.get(reverse("nominations:letter", args=[row.pk]))
    look = ProfileLook.objects.get(profile=profile)
    assert (look.where, look.blind) == (Where.NOMINATION, False)


@pytest.mark.parametrize("ticked", ["²:x", "0{pk}:x", ":", "9" * 30 + ":x", "{pk}"])
def test_a_forged_tick_sends_nothing(draft: Nomination, at_desk: Client, ticked: str) -> None:
    answer = at_desk.post(reverse("nominations:send_drafts"), {"draft": [ticked.format(pk=draft.pk)]})
    assert answer.status_code == 409
    draft.refresh_from_db()
    assert draft.state == NominationState.DRAFT


@pytest.mark.parametrize(("first", "second", "value"), [(6, 8, 1), (8, 10, 99)])
def test_a_workbook_that_is_locked_or_packed_in_an_unknown_way_is_refused_in_words(
    at_desk: Client, first: int, second: int, value: int
) -> None:
    whole = io.BytesIO()
    Workbook().save(whole)
    data = bytearray(whole.getvalue())
    for mark, offset in ((b"PK\x03\x04", first), (b"PK\x01\x02", second)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= value
            at = data.find(mark, at + 4)
    answer = at_desk.post(
        reverse("nominations:import"), {"file": SimpleUploadedFile("list.xlsx", bytes(data))}
    )
    assert answer.status_code == 200
    assert "save the sheet as CSV" in answer.content.decode()
