"""The account page, settings, and what I may do."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from tests.factories import (
    AttachePostFactory,
    InstitutionFactory,
    MatchableProfileFactory,
    OfficerFactory,
    OpenOpeningFactory,
    StaffMembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_settings_are_kept_and_the_page_speaks_the_new_language() -> None:
    user = UserFactory(language="en")
    form = {"name": "林月", "language": "zh-hans", "time_zone": "Europe/Oslo", "digest": "off"}
    answer = as_user(user).post("/en/account/settings/", form, follow=True)
    assert answer.redirect_chain[0][0] == "/zh-hans/account/"
    assert "设置已保存" in answer.content.decode()
    user.refresh_from_db()
    assert (user.name, user.language, user.time_zone) == ("林月", "zh-hans", "Europe/Oslo")


@pytest.mark.parametrize(
    ("field", "value"), [("time_zone", "Mars/Olympus"), ("language", "fr"), ("name", ""), ("name", "x" * 151)]
)
def test_what_cannot_be_kept_is_told_and_nothing_is_changed(field: str, value: str) -> None:
    user = UserFactory(name="Lin")
    form = {"name": "Yue", "language": "en", "time_zone": "", "digest": "off"} | {field: value}
    answer = as_user(user).post("/en/account/settings/", form)
    assert "Please check" in answer.content.decode()
    assert "Lin" in answer.content.decode() or field == "name"
    user.refresh_from_db()
    assert user.name == "Lin"


def test_times_are_those_of_the_chosen_zone() -> None:
    user = UserFactory(time_zone="Pacific/Auckland")
    client = as_user(user)
    client.get("/en/account/sessions/")
    here = client.get("/en/account/sessions/").content.decode()
    user.time_zone = "America/Los_Angeles"
    user.save()
    assert client.get("/en/account/sessions/").content.decode() != here


def test_each_role_says_what_it_allows() -> None:
    user = AttachePostFactory(countries=["NO"]).user
    OfficerFactory.scope.get_factory()(user=user)
    StaffMembershipFactory(user=user, role="viewer")
    MatchableProfileFactory(user=user)
    page = as_user(user).get("/en/account/rights/").content.decode()
    for words in (
        "Science attaché",
        "Programme officer",
        "Staff of an institution",
        "Expert or young scientist",
    ):
        assert words in page
    assert "Judge matches" not in page  # a viewer reads


def test_the_desk_shows_the_role_that_was_chosen() -> None:
    user = OfficerFactory()
    mine = InstitutionFactory()
    StaffMembershipFactory(user=user, institution=mine)
    OpenOpeningFactory(institution=mine)
    OpenOpeningFactory()
    client = as_user(user)
    assert "All openings and their shortlists" in client.get("/en/me/").content.decode()
    client.post("/en/account/as/", {"role": f"host:{mine.pk}"})
    page = client.get("/en/me/").content.decode()
    assert "Our openings and their shortlists" in page
    assert "All openings and their shortlists" not in page
    assert page.count(">Shortlist<") == 1
    client.post("/en/account/as/", {"role": "administrator"})
    assert "You do not hold this role any more." in client.get("/en/me/").content.decode()


def test_a_role_that_was_lost_is_shown_no_more() -> None:
    user = UserFactory()
    membership = StaffMembershipFactory(user=user)
    client = as_user(user)
    client.post("/en/account/as/", {"role": f"host:{membership.institution_id}"})
    membership.delete()
    assert "Our openings" not in client.get("/en/me/").content.decode()
