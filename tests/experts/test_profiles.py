"""Showing and hiding a profile."""

import pytest

from accounts.models import AuditEvent
from experts.choices import ProfileState
from experts.domain.profiles import ProfileIncomplete, ProfileUnclaimed, activate_profile, hide_profile
from experts.models import Profile
from taxonomy.transitions import IllegalTransition
from tests.factories import AdministratorFactory, MatchableProfileFactory, ProfileFactory

pytestmark = pytest.mark.django_db


def test_draft_becomes_active_and_says_when_it_was_confirmed() -> None:
    profile = ProfileFactory()
    confirmed = profile.confirmed_at
    activate_profile(profile, by=profile.user)
    profile.refresh_from_db()
    assert profile.state == ProfileState.ACTIVE
    assert profile.confirmed_at > confirmed
    event = AuditEvent.objects.get()
    assert (event.verb, event.before, event.after) == (
        "profile activated",
        {"state": "draft"},
        {"state": "active"},
    )


def test_hidden_profile_leaves_the_pool_and_comes_back() -> None:
    profile = MatchableProfileFactory()
    hide_profile(profile, by=profile.user)
    assert not Profile.objects.matchable().exists()
    activate_profile(profile, by=profile.user)
    assert Profile.objects.matchable().get() == profile


def test_unclaimed_profile_cannot_be_shown() -> None:
    with pytest.raises(ProfileUnclaimed):
        activate_profile(ProfileFactory(user=None), by=AdministratorFactory())


@pytest.mark.parametrize("lacking", [{"text": None}, {}])
def test_profile_without_text_or_field_cannot_be_shown(lacking: dict[str, None]) -> None:
    profile = ProfileFactory(**lacking)
    if not lacking:
        profile.fields.clear()
    with pytest.raises(ProfileIncomplete):
        activate_profile(profile, by=profile.user)
    profile.refresh_from_db()
    assert profile.state == ProfileState.DRAFT


def test_draft_cannot_be_hidden() -> None:
    profile = ProfileFactory()
    with pytest.raises(IllegalTransition):
        hide_profile(profile, by=profile.user)
    assert not AuditEvent.objects.exists()
