"""The rows of a shortlist invite, and say who is in an introduction already."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from bases.choices import StaffRole
from bases.models import Opening
from experts.models import Profile
from matching.handles import handle
from search.indexing import rebuild
from tests.factories import (
    IntroductionFactory,
    MatchableProfileFactory,
    OfficerFactory,
    OpenOpeningFactory,
    StaffMembershipFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> list[Profile]:
    return [MatchableProfileFactory.create() for _ in range(4)]


@pytest.fixture
def opening(people: list[Profile]) -> Opening:
    made = OpenOpeningFactory.create(places=8)
    rebuild()
    return made


def of_team(opening: Opening, role: StaffRole) -> User:
    return StaffMembershipFactory.create(institution=opening.institution, role=role).user


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def look(client: Client, opening: Opening) -> str:
    return client.get(reverse("matching:shortlist", args=[opening.pk])).content.decode()


def invites(text: str, opening: Opening, people: list[Profile]) -> list[bool]:
    """Of whom the list has a link that leads to the invitation."""
    return [
        f'href="{reverse("introductions:invite", args=[opening.pk, handle(opening.pk, one.pk)])}"' in text
        for one in people
    ]


def test_every_row_invites_for_whoever_may(opening: Opening, people: list[Profile]) -> None:
    text = look(client_of(of_team(opening, StaffRole.EDITOR)), opening)
    assert invites(text, opening, people) == [True] * 4
    for user in (of_team(opening, StaffRole.VIEWER), OfficerFactory()):
        assert invites(look(client_of(user), opening), opening, people) == [False] * 4


def test_whoever_is_in_an_introduction_is_marked_and_not_invited(
    opening: Opening, people: list[Profile]
) -> None:
    asked, came = people[:2]
    invited = IntroductionFactory(opening=opening, profile=asked, initiator="host", ready=True)
    interested = IntroductionFactory(opening=opening, profile=came, initiator="person", ready=True)
    IntroductionFactory(opening=opening, profile=people[2], state="declined", came_from="offered")
    elsewhere = IntroductionFactory(profile=people[3])
    for role in (StaffRole.EDITOR, StaffRole.VIEWER):
        text = look(client_of(of_team(opening, role)), opening)
        for row, words in ((invited, "Invited by the host"), (interested, "Interest expressed")):
            assert reverse("introductions:introduction", args=[row.pk]) in text
            assert words in text
        assert reverse("introductions:introduction", args=[elsewhere.pk]) not in text
        writes = role == StaffRole.EDITOR
        assert invites(text, opening, people) == [False, False, writes, writes]


def test_nobody_of_the_team_is_offered_themselves(opening: Opening, people: list[Profile]) -> None:
    user = people[0].user
    assert user is not None
    StaffMembershipFactory(institution=opening.institution, role=StaffRole.EDITOR, user=user)
    assert not invites(look(client_of(user), opening), opening, people)[0]


def test_more_introductions_take_no_more_queries(opening: Opening, people: list[Profile]) -> None:
    client = client_of(of_team(opening, StaffRole.EDITOR))
    asked = []
    for one in people[:3]:
        IntroductionFactory(opening=opening, profile=one, ready=True)
        look(client, opening)
        with CaptureQueriesContext(connection) as queries:
            look(client, opening)
        asked.append(len(queries))
    assert asked[0] == asked[2]
