"""Objecting to the automatic ranking: out of every list at once, and a person looks instead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.domain.errors import NotTheirStep
from accounts.models import Purpose, User
from experts.domain.editing import NotTheirProfile
from experts.models import Profile, ProfileLook
from matching.domain.matcher import people_for
from matching.handles import handle
from matching.models import Introduction
from notices.models import Notice
from privacy.domain.objecting import object_to_ranking, take_objection_back
from privacy.domain.reviewing import NotForHand, queue, review
from privacy.models import HandReview
from search.backends.registry import get_backend
from search.documents import document_id
from search.indexing import rebuild, work_off
from tests.factories import (
    MatchableProfileFactory,
    OfficerFactory,
    OpenOpeningFactory,
    StaffMembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
Captured = Callable[..., Any]


@pytest.fixture
def profile() -> Profile:
    return MatchableProfileFactory(speaks={"en": "C1"})


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_an_objection_acts_at_once_in_lists_and_in_the_index(profile: Profile) -> None:
    opening = OpenOpeningFactory(requires={"en": "B2"})
    officer = OfficerFactory()
    rebuild()
    assert [one.subject.pk for one in people_for(opening, reader=officer).ranked] == [profile.pk]

    object_to_ranking(profile, by=profile.user)

    assert people_for(opening, reader=officer).ranked == ()  # before the index has heard of it
    work_off()
    assert not get_backend().fetch([document_id("profile", profile.pk)]).owners
    take_objection_back(profile, by=profile.user)
    work_off()
    assert [one.subject.pk for one in people_for(opening, reader=officer).ranked] == [profile.pk]


def test_only_the_person_objects(profile: Profile) -> None:
    with pytest.raises(NotTheirProfile):
        object_to_ranking(profile, by=UserFactory())


def test_objecting_twice_is_objecting_once_and_officers_hear_of_it(profile: Profile) -> None:
    officer = OfficerFactory()
    object_to_ranking(profile, by=profile.user)
    since = profile.objected_at
    object_to_ranking(profile, by=profile.user)
    assert profile.objected_at == since
    assert Notice.objects.filter(user=officer).count() == 1
    assert list(queue()) == [profile]


def test_an_officer_reviews_and_the_host_reads_and_invites(
    profile: Profile, django_capture_on_commit_callbacks: Captured
) -> None:
    opening = OpenOpeningFactory()
    host = StaffMembershipFactory(institution=opening.institution).user
    officer = OfficerFactory()
    object_to_ranking(profile, by=profile.user)
    page = logged_in(officer).get(f"/en/data/by-hand/{profile.pk}/")
    assert page.status_code == 200
    assert profile.name not in page.content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        answer = logged_in(officer).post(
            f"/en/data/by-hand/{profile.pk}/",
            {"opening": opening.pk, "fits": "yes", "reason": "The method is what they need."},
        )
    assert answer.status_code == 302
    assert {letter.to[0] for letter in mail.outbox} >= {host.email, profile.user.email}

    read = logged_in(host).get(f"/en/openings/{opening.pk}/by-hand/").content.decode()
    assert "The method is what they need." in read
    assert profile.name not in read
    assert ProfileLook.objects.filter(profile=profile, reader=host, where="review").exists()
    assert "Read whom an officer names" in logged_in(host).get("/en/me/").content.decode()
    invited = logged_in(host).post(
        f"/en/openings/{opening.pk}/candidates/{handle(opening.pk, profile.pk)}/invite/", {"words": ""}
    )
    assert invited.status_code == 302
    assert Introduction.objects.get().profile == profile
    own = logged_in(profile.user).get("/en/me/data/ranking/").content.decode()
    assert "The method is what they need." in own


def test_without_consent_to_be_shown_the_host_reads_nothing(profile: Profile) -> None:
    opening = OpenOpeningFactory()
    host = StaffMembershipFactory(institution=opening.institution).user
    object_to_ranking(profile, by=profile.user)
    review(profile, opening, fits=True, by=OfficerFactory(), reason="Good.", language="en")
    assert "Good." in logged_in(host).get(f"/en/openings/{opening.pk}/by-hand/").content.decode()
    profile.user.consents.filter(purpose=Purpose.INSTITUTIONS).update(withdrawn_at=timezone.now())
    assert "Good." not in logged_in(host).get(f"/en/openings/{opening.pk}/by-hand/").content.decode()


def test_another_institution_reads_nothing(profile: Profile) -> None:
    opening = OpenOpeningFactory()
    other = StaffMembershipFactory().user
    object_to_ranking(profile, by=profile.user)
    review(profile, opening, fits=True, by=OfficerFactory(), reason="Good.", language="en")
    assert logged_in(other).get(f"/en/openings/{opening.pk}/by-hand/").status_code == 404


def test_a_later_word_takes_the_place_of_an_earlier_one(profile: Profile) -> None:
    opening, officer = OpenOpeningFactory(), OfficerFactory()
    object_to_ranking(profile, by=profile.user)
    for fits in (True, False):
        review(profile, opening, fits=fits, by=officer, reason="So I think.", language="en")
    assert [row.fits for row in HandReview.objects.all()] == [False]


def test_who_took_the_objection_back_is_not_reviewed(profile: Profile) -> None:
    opening, officer = OpenOpeningFactory(), OfficerFactory()
    with pytest.raises(NotForHand):
        review(profile, opening, fits=True, by=officer, reason="Good.", language="en")
    assert logged_in(officer).get(f"/en/data/by-hand/{profile.pk}/").status_code == 302
    object_to_ranking(profile, by=profile.user)
    with pytest.raises(NotTheirStep):
        review(profile, opening, fits=True, by=UserFactory(), reason="Good.", language="en")


def test_the_person_objects_and_takes_it_back_on_a_page(profile: Profile) -> None:
    browser = logged_in(profile.user)
    browser.post("/en/me/data/ranking/", {})
    profile.refresh_from_db()
    assert profile.objected_at is not None
    assert "You objected to the automatic ranking." in browser.get("/en/me/openings/").content.decode()
    browser.post("/en/me/data/ranking/", {"step": "back"})
    profile.refresh_from_db()
    assert profile.objected_at is None
