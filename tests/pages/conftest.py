"""One institution with an opening, and one person of each role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from accounts.models import User
from bases.models import Opening, Project
from experts.models import Profile
from matching.models import Match
from search.indexing import rebuild
from tests.factories import (
    AdministratorFactory,
    AttachePostFactory,
    MatchableProfileFactory,
    MatchFactory,
    OfficerFactory,
    OpeningFactory,
    OpenOpeningFactory,
    ProjectFactory,
    StaffMembershipFactory,
)

ROLES = ("anonymous", "expert", "staff", "other staff", "attaché", "officer", "administrator")


@dataclass(frozen=True)
class World:
    opening: Opening
    draft: Opening  # of the same institution
    project: Project  # at the opening's base
    profile: Profile
    match: Match  # of both, stored
    users: dict[str, User]  # role -> user; nobody for "anonymous"


@pytest.fixture
def world(db: None) -> World:
    opening = OpenOpeningFactory(requires={"en": "B2"})
    project = ProjectFactory(base=opening.base)
    profile = MatchableProfileFactory(speaks={"en": "C1"})
    users = {
        "expert": profile.user,
        "staff": StaffMembershipFactory(institution=opening.institution).user,
        "other staff": StaffMembershipFactory().user,
        "attaché": AttachePostFactory().user,
        "officer": OfficerFactory(),
        "administrator": AdministratorFactory(),
    }
    draft = OpeningFactory(base=opening.base)
    match = MatchFactory(opening=opening, profile=profile)
    return World(opening=opening, draft=draft, project=project, profile=profile, match=match, users=users)


@pytest.fixture
def indexed(world: World) -> World:
    """The same, and the index knows them."""
    rebuild()
    return world


@pytest.fixture
def as_role(world: World) -> Callable[[str], Client]:
    """A client that is logged in as a role."""

    def client_of(role: str) -> Client:
        client = Client()
        if role in world.users:
            client.force_login(world.users[role])
        return client

    return client_of
