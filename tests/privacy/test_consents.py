"""A consent that is withdrawn counts at once in every list, before the index has heard of it; and the index hears it.

Each way of seeing somebody stands once in WAYS with the purposes that it rests on. A list that is added and rests on a
consent gets its row here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from accounts.audience import grants_of
from accounts.domain.consent import take_back
from accounts.models import Purpose, User
from attaches.domain.fitting import fitting
from bases.models import Opening, Project
from cms import featured
from experts.choices import Audience, Section
from experts.models import Profile, SectionVisibility, Team, TeamMember
from introductions.domain.answering import accept_introduction
from introductions.domain.beginning import invite
from matching.away import stored_people
from matching.choices import IntroductionState, Side
from matching.domain.duplicates import possible_duplicates
from matching.domain.matcher import people_for, people_for_text
from matching.domain.peers import peers_of
from matching.domain.teams import teams_for
from matching.domain.triples import triples_for_base, triples_for_project
from matching.handles import handle
from matching.models import Follow, Introduction, Match
from matching.news import new_publications
from search.backends.registry import get_backend
from search.documents import document_id
from search.indexing import rebuild, work_off
from tests.factories import (
    AttachePostFactory,
    ConsentFactory,
    MatchableProfileFactory,
    MatchFactory,
    OfficerFactory,
    OpenOpeningFactory,
    ProjectFactory,
    PublicationFactory,
    StaffMembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
M, SHOWN, A, F = Purpose.MATCHING, Purpose.INSTITUTIONS, Purpose.ATTACHES, Purpose.FEATURED


@dataclass(frozen=True)
class Scene:
    person: Profile
    other: Profile  # in the pool as well
    opening: Opening
    project: Project
    host: User
    officer: User
    attache: User
    follower: User

    def browse(self, user: User, path: str) -> bytes:
        client = Client()
        client.force_login(user)
        return client.get(path).content


@pytest.fixture
def scene() -> Scene:
    person = MatchableProfileFactory(
        name="Liv Tangen",
        speaks={"en": "C1"},
        country="NO",
        text__headline="Diagnostics of tungsten by lasers in Bergen",
    )
    for purpose in (A, F, Purpose.MEASURED):
        ConsentFactory(user=person.user, purpose=purpose)
    for section in (Section.NAME, Section.PUBLICATIONS):
        SectionVisibility.objects.create(profile=person, section=section, audience=Audience.PUBLIC)
    PublicationFactory(profile=person)
    other = MatchableProfileFactory(name="Liv Tangen", speaks={"en": "C1"})
    team = Team.objects.create(lead=person, name="Walls", language="en")
    for member in (person, other):
        TeamMember.objects.create(team=team, profile=member)
    opening = OpenOpeningFactory(requires={"en": "B2"}, places=4)
    project = ProjectFactory(base=opening.base)
    MatchFactory(opening=opening, profile=person)
    follower = UserFactory()
    Follow.objects.create(user=follower, person=person)
    made = Scene(
        person=person,
        other=other,
        opening=opening,
        project=project,
        host=StaffMembershipFactory(institution=opening.institution).user,
        officer=OfficerFactory(),
        attache=AttachePostFactory(countries=["NO"]).user,
        follower=follower,
    )
    rebuild()
    return made


def keys(lines: Any) -> set[int]:
    return {one.subject.pk for one in lines}


def on_page(
    scene: Scene, user: User, path: str, words: str = "Diagnostics of tungsten by lasers in Bergen"
) -> set[int]:
    return {scene.person.pk} if words.encode() in scene.browse(user, path) else set()


def shortlist(scene: Scene) -> set[int]:
    return on_page(scene, scene.host, f"/en/openings/{scene.opening.pk}/shortlist/")


def candidate(scene: Scene) -> set[int]:
    sealed = handle(scene.opening.pk, scene.person.pk)
    return on_page(scene, scene.host, f"/en/openings/{scene.opening.pk}/candidates/{sealed}/")


def table(scene: Scene) -> set[int]:
    """It names nobody: with the person it has two lines below its head."""
    client = Client()
    client.force_login(scene.host)
    content = client.post(f"/en/openings/{scene.opening.pk}/shortlist/table/").content
    lines = list(load_workbook(BytesIO(content)).worksheets[0].values)
    return {scene.person.pk} if len(lines) == 3 else set()


def in_news(scene: Scene) -> set[int]:
    until = timezone.now() + timedelta(minutes=1)
    rows = new_publications(scene.follower, since=until - timedelta(days=2), until=until)
    return set(rows.values_list("profile", flat=True))


def in_teams(scene: Scene) -> set[int]:
    found = teams_for(scene.opening, reader=scene.host)
    return {member.profile.pk for fit in (*found.ranked, *found.ineligible) for member in fit.members}


def seen_by_attache(scene: Scene) -> set[int]:
    return set(Profile.objects.visible_to(scene.attache).values_list("pk", flat=True))


Way = Callable[[Scene], set[int]]
WAYS: dict[str, tuple[Way, set[Purpose]]] = {
    "list for an officer": (lambda s: keys(people_for(s.opening, reader=s.officer).ranked), {M}),
    "list for the host": (lambda s: keys(people_for(s.opening, reader=s.host).ranked), {M, SHOWN}),
    "search by text": (
        lambda s: keys(people_for_text("laser diagnostics of tungsten").ranked),
        {M},
    ),
    "shortlist": (shortlist, {M, SHOWN}),
    "page of a candidate": (candidate, {M, SHOWN}),
    "table": (table, {M, SHOWN}),
    "stored list while the index is away": (
        lambda s: {line.match.profile_id for line in stored_people(s.opening, reader=s.host)},
        {M, SHOWN},
    ),
    "stored matches": (
        lambda s: set(Match.objects.visible_to(s.host).values_list("profile", flat=True)),
        {M, SHOWN},
    ),
    "triples of a project": (
        lambda s: {one.profile.pk for one in triples_for_project(s.project, reader=s.host).found},
        {M, SHOWN},
    ),
    "triples of a base": (
        lambda s: {one.profile.pk for one in triples_for_base(s.opening.base, reader=s.host).found},
        {M, SHOWN},
    ),
    "teams": (in_teams, {M, SHOWN}),
    "people like me": (lambda s: {one.pk for one in peers_of(s.other, reader=s.other.user).people}, {M}),
    "duplicates": (
        lambda s: {key for one in possible_duplicates(reader=s.officer) for key in (one.first, one.second)},
        {M},
    ),
    "people of an attaché": (seen_by_attache, {M, A}),
    "featured on public pages": (lambda s: {int(one.key) for one in featured.people()}, {M, F}),
    "news for followers": (in_news, {M, F}),
}


@pytest.mark.parametrize("name", WAYS)
def test_each_way_rests_on_its_consents_alone_and_ends_with_each_at_once(scene: Scene, name: str) -> None:
    way, purposes = WAYS[name]
    person = scene.person
    assert person.pk in way(scene)
    for purpose in Purpose:
        assert take_back(person.user, purpose=purpose, by=person.user)
        assert (person.pk in way(scene)) == (purpose not in purposes), purpose
        ConsentFactory(user=person.user, purpose=purpose)


def test_withdrawn_from_the_matching_the_index_forgets_at_the_next_turn(scene: Scene) -> None:
    key = document_id("profile", scene.person.pk)
    assert get_backend().fetch([key]).owners
    take_back(scene.person.user, purpose=M, by=scene.person.user)
    work_off()
    assert not get_backend().fetch([key]).owners


def test_attaches_no_longer_find_whom_they_may_not_write_to(scene: Scene) -> None:
    grants = grants_of(scene.attache)
    found = fitting(scene.opening, grants, user=scene.attache).people
    assert scene.person.pk in {one.profile.pk for one in found}
    take_back(scene.person.user, purpose=A, by=scene.person.user)
    assert not fitting(scene.opening, grants, user=scene.attache).people


@pytest.mark.parametrize("purpose", [M, SHOWN])
def test_introductions_that_wait_end_and_those_agreed_on_stay(
    scene: Scene, purpose: Purpose, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    """Whoever said yes themselves is not taken back by a consent about lists; they withdraw on its own page."""
    waiting = invite(scene.opening, scene.person, by=scene.host)
    other = OpenOpeningFactory(requires={"en": "B2"})
    host = StaffMembershipFactory(institution=other.institution).user
    agreed = invite(other, scene.person, by=host)
    accept_introduction(agreed, side=Side.PERSON, by=scene.person.user)
    with django_capture_on_commit_callbacks(execute=True):
        take_back(scene.person.user, purpose=purpose, by=scene.person.user)
    states = dict(Introduction.objects.values_list("pk", "state"))
    assert states == {waiting.pk: IntroductionState.WITHDRAWN, agreed.pk: IntroductionState.ACCEPTED}
