"""From the shortlist and from an opening to an introduction."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bases.choices import PublicationState, StaffRole
from matching.handles import handle
from matching.models import Introduction
from search.indexing import rebuild
from tests.factories import (
    MatchableProfileFactory,
    OpenOpeningFactory,
    ProfileFactory,
    StaffMembershipFactory,
    UserFactory,
)
from tests.introductions.people import logged_in, met

pytestmark = pytest.mark.django_db


def test_a_host_invites_from_the_page_of_a_candidate() -> None:
    opening, profile = OpenOpeningFactory(), MatchableProfileFactory()
    host = logged_in(StaffMembershipFactory(institution=opening.institution, role=StaffRole.EDITOR).user)
    rebuild()
    page = f"/en/openings/{opening.pk}/candidates/{handle(opening.pk, profile.pk)}/"
    assert f"{page}invite/" in host.get(page).content.decode()
    assert profile.name not in host.get(f"{page}invite/").content.decode()
    answer = host.post(f"{page}invite/", {"words": "Come and see."})
    row = Introduction.objects.get()
    assert answer.url == f"/en/introductions/{row.pk}/"
    html = host.get(page).content.decode()
    assert f"/en/introductions/{row.pk}/" in html
    assert f"{page}invite/" not in html
    assert host.get(f"{page}invite/").url == answer.url
    viewer = logged_in(StaffMembershipFactory(institution=opening.institution, role=StaffRole.VIEWER).user)
    assert viewer.get(f"{page}invite/").status_code == 403


def test_a_person_expresses_interest_from_an_opening() -> None:
    opening, profile = OpenOpeningFactory(), MatchableProfileFactory()
    client = logged_in(profile.user)
    address = f"/en/openings/{opening.pk}/interest/"
    assert address in client.get(f"/en/openings/{opening.pk}/").content.decode()
    assert client.post(address, {"words": ""}).status_code == 302
    assert Introduction.objects.get().initiator == "person"
    assert Client().get(address).status_code == 302


def test_whoever_cannot_is_told_what_is_missing() -> None:
    opening = OpenOpeningFactory()
    address = f"/en/openings/{opening.pk}/interest/"
    for user in (UserFactory(), ProfileFactory().user):
        html = logged_in(user).get(address).content.decode()
        assert 'name="words"' not in html
    ready = logged_in(MatchableProfileFactory().user)
    type(opening).objects.filter(pk=opening.pk).update(publication=PublicationState.FILLED)
    assert "takes nobody now" in ready.get(address).content.decode()
    assert ready.post(address, {}).status_code == 409
    assert not Introduction.objects.exists()


def test_ask_as_often_for_one_introduction_as_for_three() -> None:
    pair = met()
    host = logged_in(pair.host)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert host.get("/en/introductions/").status_code == 200
        return len(found)

    queries()
    few = queries()
    for _ in range(3):
        met(opening=OpenOpeningFactory(base=pair.introduction.opening.base))
    queries()  # the first look at each is noted
    assert queries() == few
