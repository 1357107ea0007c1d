"""Who sees whom. Every test holds people who could leak."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.consent_texts import current_text
from accounts.domain.consent import withdraw_consent
from accounts.models import Purpose
from bases.choices import Verification
from experts.choices import Audience, ProfileState, Section
from experts.domain.visibility import visible_sections
from experts.models import Nomination, Profile, SectionVisibility
from tests.factories import (
    AdministratorFactory,
    AttachePostFactory,
    ConsentFactory,
    IntermediaryPostFactory,
    MatchableProfileFactory,
    NominationFactory,
    OfficerFactory,
    ProfileFactory,
    StaffMembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def seen_by(user: Any) -> set[str]:
    return set(Profile.objects.visible_to(user).values_list("name", flat=True))


@pytest.fixture
def everyone() -> set[str]:
    """One person for each way of being hidden, and two who may be seen."""
    MatchableProfileFactory(name="seen")
    attaches = MatchableProfileFactory(name="seen by attachés too", country="NO")
    ConsentFactory(user=attaches.user, purpose=Purpose.ATTACHES)
    abroad = MatchableProfileFactory(name="another country", country="BR")
    ConsentFactory(user=abroad.user, purpose=Purpose.ATTACHES)
    MatchableProfileFactory(name="draft", state=ProfileState.DRAFT)
    MatchableProfileFactory(name="hidden", state=ProfileState.HIDDEN)
    MatchableProfileFactory(name="inactive", user__is_active=False)
    MatchableProfileFactory(name="unverified address", user__email_verified_at=None)
    ProfileFactory(name="unclaimed", user=None)
    ProfileFactory(name="never agreed", state=ProfileState.ACTIVE)
    withdrawn = MatchableProfileFactory(name="withdrawn")
    withdraw_consent(withdrawn.user, purpose=Purpose.MATCHING, by=withdrawn.user)
    officers_only = MatchableProfileFactory(name="not to institutions")
    withdraw_consent(officers_only.user, purpose=Purpose.INSTITUTIONS, by=officers_only.user)
    return set(Profile.objects.values_list("name", flat=True))


POOL = {"seen", "seen by attachés too", "another country", "not to institutions"}


@pytest.mark.usefixtures("everyone")
def test_pool_holds_who_agreed_and_shows_themselves() -> None:
    assert set(Profile.objects.matchable().values_list("name", flat=True)) == POOL


@pytest.mark.usefixtures("everyone")
def test_visitors_and_users_without_a_role_see_nobody() -> None:
    assert seen_by(AnonymousUser()) == set()
    assert seen_by(UserFactory()) == set()


@pytest.mark.usefixtures("everyone")
def test_staff_of_a_verified_institution_see_who_agreed_to_institutions() -> None:
    assert seen_by(StaffMembershipFactory().user) == POOL - {"not to institutions"}


@pytest.mark.usefixtures("everyone")
@pytest.mark.parametrize("state", [Verification.PENDING, Verification.RETURNED, Verification.WITHDRAWN])
def test_staff_of_an_unverified_institution_see_nobody(state: str) -> None:
    assert seen_by(StaffMembershipFactory(institution__verification=state).user) == set()


@pytest.mark.usefixtures("everyone")
def test_attache_sees_who_agreed_in_the_countries_of_the_post() -> None:
    assert seen_by(AttachePostFactory(countries=["NO"]).user) == {"seen by attachés too"}


def test_intermediary_sees_granted_countries_and_fields_of_who_agreed_to_intermediaries() -> None:
    told, before = current_text(Purpose.ATTACHES).version, "2026-11"
    for name, country, fields, version in (
        ("seen", "NO", ["energy", "health"], told),
        ("agreed to attachés alone", "NO", ["energy"], before),
        ("another field", "NO", ["health"], told),
        ("another country", "SE", ["energy"], told),
    ):
        somebody = MatchableProfileFactory(name=name, country=country, fields=fields)
        ConsentFactory(user=somebody.user, purpose=Purpose.ATTACHES, version=version)
    post = IntermediaryPostFactory(countries=["NO"], fields=["energy", "materials"])
    assert seen_by(post.user) == {"seen"}
    assert seen_by(AttachePostFactory(countries=["NO"]).user) == {
        "seen",
        "agreed to attachés alone",
        "another field",
    }
    IntermediaryPostFactory(user=post.user, countries=["SE"], fields=["energy"])
    assert seen_by(post.user) == {"seen", "another country"}
    # Each post by itself: health is granted in Sweden, and not in Norway.
    IntermediaryPostFactory(user=post.user, countries=["SE"], fields=["health"])
    assert seen_by(post.user) == {"seen", "another country"}


@pytest.mark.usefixtures("everyone")
def test_officer_sees_the_pool() -> None:
    assert seen_by(OfficerFactory()) == POOL


def test_administrator_sees_all(everyone: set[str]) -> None:
    assert seen_by(AdministratorFactory()) == everyone


def test_person_sees_themselves_whatever_their_state() -> None:
    for state in ProfileState:
        profile = ProfileFactory(state=state)
        assert seen_by(profile.user) == {profile.name}


def test_sections_open_by_default_are_what_a_match_needs() -> None:
    profile, reader = MatchableProfileFactory(), StaffMembershipFactory().user
    shown = {Section.BIOGRAPHY, Section.PUBLICATIONS, Section.LANGUAGES, Section.STAYS}
    assert visible_sections(profile, reader) == shown
    assert visible_sections(profile, reader, introduced=True) == set(Section)


@pytest.mark.parametrize(
    ("audience", "at_sight", "introduced"),
    [
        (Audience.PUBLIC, True, True),
        (Audience.INSTITUTIONS, True, True),
        (Audience.INTRODUCTION, False, True),
        (Audience.NOBODY, False, False),
    ],
)
def test_person_chooses_the_audience_of_a_section(audience: str, at_sight: bool, introduced: bool) -> None:
    profile, reader = MatchableProfileFactory(), StaffMembershipFactory().user
    for section in (Section.NAME, Section.BIOGRAPHY):
        SectionVisibility.objects.create(profile=profile, section=section, audience=audience)
        assert (section in visible_sections(profile, reader)) is at_sight
        assert (section in visible_sections(profile, reader, introduced=True)) is introduced


def test_sections_of_a_person_out_of_sight_are_all_closed() -> None:
    hidden = MatchableProfileFactory(state=ProfileState.HIDDEN)
    for section in Section:
        SectionVisibility.objects.create(profile=hidden, section=section, audience=Audience.PUBLIC)
    assert visible_sections(hidden, StaffMembershipFactory().user, introduced=True) == frozenset()
    assert visible_sections(hidden, AnonymousUser()) == frozenset()
    assert visible_sections(ProfileFactory(user=None), AnonymousUser()) == frozenset()


def test_person_and_administrator_read_every_section() -> None:
    profile = ProfileFactory()
    for section in Section:
        SectionVisibility.objects.create(profile=profile, section=section, audience=Audience.NOBODY)
    assert visible_sections(profile, profile.user) == set(Section)
    assert visible_sections(profile, AdministratorFactory()) == set(Section)


def test_nomination_is_between_the_attache_and_the_person_until_accepted() -> None:
    sent = NominationFactory(profile=ProfileFactory(), state="sent", came_from="draft", ready=True)
    accepted = NominationFactory(state="accepted", came_from="sent")

    def seen(user: Any) -> set[Nomination]:
        return set(Nomination.objects.visible_to(user))

    assert seen(sent.nominated_by) == seen(sent.profile.user) == {sent}
    assert seen(OfficerFactory()) == seen(AdministratorFactory()) == {accepted}
    assert (
        seen(StaffMembershipFactory().user)
        == seen(AttachePostFactory().user)
        == seen(AnonymousUser())
        == set()
    )
