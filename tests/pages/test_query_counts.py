"""A list asks the database as often for fifty rows as for one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bases.models import Base, Opening
from experts.models import Profile
from search.indexing import rebuild
from tests.factories import (
    AdministratorFactory,
    AffiliationFactory,
    AttachePostFactory,
    CandidateNoteFactory,
    CandidateVoteFactory,
    DeclaredConflictFactory,
    MatchableProfileFactory,
    NominationFactory,
    OpenOpeningFactory,
    ProjectFactory,
    PublicationFactory,
    StaffMembershipFactory,
    UserFactory,
)

MANY = 50


def queries_of(client: Client, path: str) -> int:
    """Of the second visit: what a process reads once and keeps is read in the first."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def grows(client: Client, path: str, more: Callable[[], object]) -> tuple[int, int]:
    """Queries before and after there is more to show."""
    rebuild()
    before = queries_of(client, path)
    more()
    rebuild()
    return before, queries_of(client, path)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/en/",
        "/zh-hans/",
        "/en/openings/",
        "/en/openings/?q=tungsten",
        "/en/openings/?field=energy",
        "/en/openings/?open_to=PK&stage=R1&duration=1-3&deadline=90&direction=inbound&country=CN",
        "/en/bases/",
    ],
)
def test_public_lists_ask_as_often_for_many_openings_as_for_one(client: Client, path: str) -> None:
    OpenOpeningFactory()
    before, after = grows(client, path, lambda: OpenOpeningFactory.create_batch(MANY - 1))
    assert before == after


@pytest.mark.django_db
def test_a_base_asks_as_often_for_many_openings_and_projects_as_for_one(client: Client) -> None:
    opening = OpenOpeningFactory()
    ProjectFactory(base=opening.base)

    def more() -> None:
        OpenOpeningFactory.create_batch(MANY - 1, base=opening.base)
        ProjectFactory.create_batch(MANY - 1, base=opening.base)

    before, after = grows(client, f"/en/bases/{opening.base.slug}/", more)
    assert before == after
    assert Base.objects.count() == 1


@pytest.mark.django_db
def test_the_desk_of_a_host_asks_as_often_for_many_openings_as_for_one(client: Client) -> None:
    opening = OpenOpeningFactory()
    client.force_login(StaffMembershipFactory(institution=opening.institution).user)
    before, after = grows(
        client, "/en/me/", lambda: OpenOpeningFactory.create_batch(MANY - 1, base=opening.base)
    )
    assert before == after


@pytest.mark.django_db
def test_the_desk_asks_as_often_for_many_memberships_as_for_one(client: Client) -> None:
    user = UserFactory()
    client.force_login(user)
    StaffMembershipFactory(user=user)
    OpenOpeningFactory()
    before, after = grows(client, "/en/me/", lambda: StaffMembershipFactory.create_batch(MANY - 1, user=user))
    assert before == after


@pytest.mark.django_db
def test_a_shortlist_asks_as_often_for_many_people_as_for_one(client: Client) -> None:
    opening = OpenOpeningFactory(requires={"en": "B2"})
    client.force_login(AdministratorFactory())
    PublicationFactory(profile=MatchableProfileFactory(speaks={"en": "C1"}))

    def more() -> None:
        for profile in MatchableProfileFactory.create_batch(MANY - 1, speaks={"en": "C1"}):
            PublicationFactory(profile=profile)

    before, after = grows(client, f"/en/openings/{opening.pk}/shortlist/", more)
    assert before == after


@pytest.mark.django_db
def test_a_shortlist_asks_as_often_for_much_said_as_for_little(client: Client) -> None:
    opening = OpenOpeningFactory()
    member = StaffMembershipFactory(institution=opening.institution).user
    client.force_login(member)
    PublicationFactory(profile=MatchableProfileFactory(user=member))
    first = MatchableProfileFactory.create()

    def more(people: list[Profile] | None = None) -> None:
        for profile in people or MatchableProfileFactory.create_batch(9):
            PublicationFactory(profile=profile)
            AffiliationFactory(profile=profile)
            pair = {"opening": opening, "profile": profile}
            CandidateNoteFactory(**pair, written_by=member)
            CandidateVoteFactory(**pair, voter=member)
            CandidateVoteFactory(**pair)
            DeclaredConflictFactory(**pair, member=member)
        StaffMembershipFactory(institution=opening.institution)

    more([first])
    before, after = grows(client, f"/en/openings/{opening.pk}/shortlist/", more)
    assert before == after


@pytest.mark.django_db
def test_my_openings_ask_as_often_for_many_as_for_one(client: Client) -> None:
    profile = MatchableProfileFactory()
    client.force_login(profile.user)
    OpenOpeningFactory()
    before, after = grows(client, "/en/me/openings/", lambda: OpenOpeningFactory.create_batch(MANY - 1))
    assert before == after
    assert Opening.objects.count() == MANY


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["experience/", "as-others-see-it/", "what-is-missing/", "", "work/", "stays/"]
)
def test_my_profile_asks_as_often_for_many_papers_as_for_one(client: Client, path: str) -> None:
    profile = MatchableProfileFactory(speaks={"en": "C1"})
    PublicationFactory(profile=profile)
    client.force_login(profile.user)
    before, after = grows(
        client, f"/en/me/profile/{path}", lambda: PublicationFactory.create_batch(MANY - 1, profile=profile)
    )
    assert before == after


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en/nominations/", "/en/nominations/send/", "/en/me/"])
def test_an_attache_asks_as_often_for_many_recommendations_as_for_some(client: Client, path: str) -> None:
    user = AttachePostFactory.create().user
    client.force_login(user)

    def more(number: int) -> None:
        for _ in range(number):
            NominationFactory.create(nominated_by=user, ready=True, opening=OpenOpeningFactory.create())
            NominationFactory.create(nominated_by=user, sent=True, opening=OpenOpeningFactory.create())

    more(3)
    before, after = grows(client, path, lambda: more(9))
    assert before == after
