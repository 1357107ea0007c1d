"""The pages of "My data": constant in their queries, and each part leads somewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from bases.models import Opening
from experts.choices import Capacity, Where
from experts.models import Profile, ProfileLook
from tests.factories import (
    DataRequestFactory,
    HandReviewFactory,
    MatchableProfileFactory,
    OfficerFactory,
    OpenOpeningFactory,
    ProfileLookFactory,
    PublicationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PART = {"name": "affinity", "value": 0.71, "weight": 1.0, "text": {"zh": "研究接近。", "en": "Near in work."}}


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def looked(profile: Profile, opening: Opening, **values: object) -> ProfileLook:
    look: ProfileLook = ProfileLookFactory.create(
        profile=profile,
        capacity=Capacity.HOST,
        institution=opening.institution,
        opening=opening,
        because={"parts": [PART], "engine": "one", "eligible": True},
        rank=3,
        **values,
    )
    return look


def test_the_person_reads_which_institution_looked_and_no_name_of_anybody() -> None:
    profile, opening = MatchableProfileFactory(), OpenOpeningFactory()
    look = looked(profile, opening, reader=UserFactory(name="Nosy Colleague"), where=Where.COMPARISON)
    browser = browser_of(profile.user)
    page = browser.get("/en/me/data/looks/").content.decode()
    assert "Compared with other candidates" in page
    assert opening.institution.text.name in page
    why = browser.get(f"/en/me/data/looks/{look.pk}/").content.decode()
    assert "Near in work." in why
    assert "71%" in why
    assert "研究接近。" in browser.get(f"/zh-hans/me/data/looks/{look.pk}/").content.decode()
    for content in (page, why):
        assert "Nosy Colleague" not in content
        assert look.reader is not None
        assert look.reader.email not in content


def test_a_part_that_no_engine_knows_any_more_is_left_out() -> None:
    profile = MatchableProfileFactory()
    look = looked(profile, OpenOpeningFactory())
    ProfileLook.objects.update(because={"parts": [PART | {"name": "charm"}, {"name": "affinity"}]})
    page = browser_of(profile.user).get(f"/en/me/data/looks/{look.pk}/")
    assert "nobody was ranked" in page.content.decode()


def test_looks_of_others_are_not_there() -> None:
    look = looked(MatchableProfileFactory(), OpenOpeningFactory())
    assert browser_of(MatchableProfileFactory().user).get(f"/en/me/data/looks/{look.pk}/").status_code == 404


def test_looks_ask_as_often_for_many_as_for_one() -> None:
    profile = MatchableProfileFactory()
    looked(profile, OpenOpeningFactory())
    browser = browser_of(profile.user)
    before = queries(browser, "/en/me/data/looks/")
    for days in range(1, 15):
        at = timezone.now() - timedelta(days=days)
        looked(profile, OpenOpeningFactory(), at=at, day=at.date())
    assert queries(browser, "/en/me/data/looks/") == before


def _more_requests() -> None:
    DataRequestFactory.create_batch(9)


def _more_objections() -> None:
    for profile in MatchableProfileFactory.create_batch(9, objected_at=timezone.now()):
        PublicationFactory(profile=profile)
        HandReviewFactory(profile=profile)


@pytest.mark.parametrize(
    ("path", "first", "more"),
    [
        ("/en/data/requests/", DataRequestFactory, _more_requests),
        ("/en/data/by-hand/", HandReviewFactory, _more_objections),
    ],
)
def test_a_queue_asks_as_often_for_many_as_for_one(
    path: str, first: Callable[[], object], more: Callable[[], object]
) -> None:
    first()
    browser = browser_of(OfficerFactory())
    before = queries(browser, path)
    more()
    assert queries(browser, path) == before


def test_my_data_leads_to_each_of_its_parts() -> None:
    profile = MatchableProfileFactory()
    page = browser_of(profile.user).get("/en/me/data/").content.decode()
    for part in ("looks/", "ranking/", "export/", "erasure/"):
        assert f'"/en/me/data/{part}"' in page
    for other in ("/en/me/consents/", "/en/data/ask/"):
        assert f'"{other}"' in page
    assert "730 days" in page


def test_who_has_no_profile_reads_what_holds_for_them() -> None:
    browser = browser_of(UserFactory())
    assert "You have no profile" in browser.get("/en/me/data/").content.decode()
    assert browser.get("/en/me/data/looks/").status_code == 200
    assert browser.get("/en/me/data/ranking/").status_code == 302
