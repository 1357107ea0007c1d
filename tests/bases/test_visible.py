"""What of the host side a user sees. Every test holds rows that could leak."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from bases.choices import BaseStatus, PublicationState, Sensitivity, StaffRole, Verification
from bases.models import Base, Institution, Opening, Project
from tests.factories import (
    AdministratorFactory,
    AttachePostFactory,
    BaseFactory,
    InstitutionFactory,
    MatchableProfileFactory,
    OfficerFactory,
    OpeningFactory,
    OpenOpeningFactory,
    ProjectFactory,
    StaffMembershipFactory,
)
from tests.factories.bases import in_days

pytestmark = pytest.mark.django_db

UNVERIFIED = [Verification.PENDING, Verification.RETURNED, Verification.WITHDRAWN]


def strangers() -> list[Any]:
    """Users without a say in the rows of a test."""
    return [
        AnonymousUser(),
        MatchableProfileFactory().user,
        AttachePostFactory().user,
        StaffMembershipFactory(role=StaffRole.OWNER).user,
    ]


def insiders(institution: Institution) -> list[Any]:
    return [
        *(StaffMembershipFactory(institution=institution, role=role).user for role in StaffRole),
        OfficerFactory(),
        AdministratorFactory(),
    ]


@pytest.mark.parametrize("state", UNVERIFIED)
def test_unverified_institution_is_seen_from_within(state: str) -> None:
    institution = InstitutionFactory(verification=state)
    for user in insiders(institution):
        assert institution in Institution.objects.visible_to(user)
    for user in strangers():
        assert institution not in Institution.objects.visible_to(user)


@pytest.mark.parametrize(
    "values",
    [
        {"status": BaseStatus.CANDIDATE},
        {"status": BaseStatus.WITHDRAWN},
        *({"institution__verification": state} for state in UNVERIFIED),
    ],
    ids=str,
)
def test_base_without_recognition_is_seen_from_within(values: dict[str, str]) -> None:
    base = BaseFactory(**values)
    project = ProjectFactory(base=base)
    for user in insiders(base.institution):
        assert base in Base.objects.visible_to(user)
        assert project in Project.objects.visible_to(user)
    for user in strangers():
        assert base not in Base.objects.visible_to(user)
        assert project not in Project.objects.visible_to(user)


def test_recognised_base_is_public_also_on_notice() -> None:
    bases = {BaseFactory(), BaseFactory(status=BaseStatus.ON_NOTICE)}
    project = ProjectFactory(base=bases.copy().pop())
    assert set(Base.objects.visible_to(AnonymousUser())) == bases
    assert list(Project.objects.visible_to(AnonymousUser())) == [project]


@pytest.mark.parametrize(
    "values",
    [
        {"publication": PublicationState.DRAFT},
        {"publication": PublicationState.IN_REVIEW},
        {"publication": PublicationState.CLOSED},
        {"publication": PublicationState.IN_REVIEW, "sensitivity": Sensitivity.HELD},
        {"publication": PublicationState.DRAFT, "sensitivity": Sensitivity.REFUSED},
        *({"base__institution__verification": state} for state in UNVERIFIED),
    ],
    ids=str,
)
def test_unpublished_opening_is_seen_from_within_and_matched_by_none(values: dict[str, str]) -> None:
    opening = OpenOpeningFactory(**values)
    for user in insiders(opening.institution):
        assert opening in Opening.objects.visible_to(user)
    for user in strangers():
        assert opening not in Opening.objects.visible_to(user)
    assert not Opening.objects.matchable().exists()
    assert not Opening.objects.open().exists()


def test_published_opening_is_public_also_past_its_deadline_and_filled() -> None:
    running = OpenOpeningFactory()
    past = OpenOpeningFactory(deadline=running.created_at)
    filled = OpenOpeningFactory(publication=PublicationState.FILLED)
    assert set(Opening.objects.visible_to(AnonymousUser())) == {running, past, filled}
    assert set(Opening.objects.open()) == {running}
    assert set(Opening.objects.matchable()) == {running, past}


def test_shortlist_is_for_staff_of_the_verified_institution_alone() -> None:
    opening = OpenOpeningFactory()
    other = OpenOpeningFactory()
    for role in StaffRole:
        user = StaffMembershipFactory(institution=opening.institution, role=role).user
        assert list(Opening.objects.staffed_by(user)) == [opening]
    assert list(Opening.objects.staffed_by(StaffMembershipFactory(institution=other.institution).user)) == [
        other
    ]
    for user in [*strangers(), OfficerFactory(), AdministratorFactory()]:
        assert not Opening.objects.staffed_by(user).exists()


@pytest.mark.parametrize("state", UNVERIFIED)
def test_staff_of_an_unverified_institution_read_no_shortlist(state: str) -> None:
    opening = OpeningFactory(base__institution__verification=state, starts_until=in_days(90))
    user = StaffMembershipFactory(institution=opening.institution).user
    assert not Opening.objects.staffed_by(user).exists()


def test_two_memberships_show_a_row_once() -> None:
    opening = OpeningFactory()
    user = StaffMembershipFactory(institution=opening.institution).user
    StaffMembershipFactory(user=user)
    assert list(Opening.objects.visible_to(user)) == [opening]
