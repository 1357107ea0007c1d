"""The pages of project, talent and base. The data here could leak: none of it may."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Consent, Purpose
from bases.choices import BaseStatus, Verification
from bases.domain.sensitivity import hold_sensitivity
from bases.models import Base, Opening
from experts.choices import Audience, Section
from experts.models import ProfileText, SectionVisibility
from matching.choices import IntroductionState
from search.backends.base import IndexUnavailable
from search.backends.registry import get_backend
from search.indexing import rebuild
from tests.factories import (
    BaseFactory,
    FrameworkFactory,
    IntroductionFactory,
    MatchableProfileFactory,
    OfficerFactory,
    OpenOpeningFactory,
    ProgrammeFactory,
    ProjectFactory,
    StaffMembershipFactory,
    UserFactory,
)
from tests.pages.conftest import World
from tests.pages.test_query_counts import grows

pytestmark = pytest.mark.django_db

Login = Callable[[str], Client]
OF_HOSTS = ["/{language}/projects/{project}/partners/", "/{language}/bases/{base}/people/"]
MINE = "/{language}/me/bases/"


def page(client: Client, world: World, path: str, language: str = "en") -> str:
    names = {"project": world.project.pk, "base": world.opening.base.slug}
    return client.get(path.format(language=language, **names)).content.decode()


@pytest.fixture
def told(world: World) -> World:
    """A person whose own words name them, in both scripts, near the project of the world."""
    profile = world.profile
    profile.name, profile.native_name = "Marit Solvang", "马丽娟"
    profile.affiliation = "Technical University of Varnamo"
    profile.save()
    ProfileText.objects.filter(profile=profile).update(
        headline="Marit Solvang, fuel inventory of a tungsten divertor",
        biography="Solvang (马丽娟) measures how much deuterium stays in the wall of a tungsten divertor.",
    )
    rebuild()
    return world


@pytest.mark.parametrize("role", ["staff", "officer", "administrator"])
@pytest.mark.parametrize("path", OF_HOSTS)
def test_no_name_is_shown(told: World, as_role: Login, path: str, role: str) -> None:
    html = page(as_role(role), told, path)
    assert "Candidate A" in html
    assert "[name], fuel inventory of a tungsten divertor" in html
    for secret in ("Marit", "Solvang", "马丽娟", "Varnamo", told.profile.user.email, "Norway"):
        assert secret not in html


@pytest.mark.parametrize("path", OF_HOSTS)
def test_no_name_is_shown_even_after_an_introduction(told: World, as_role: Login, path: str) -> None:
    accepted = {"state": IntroductionState.ACCEPTED, "came_from": IntroductionState.OFFERED}
    IntroductionFactory(opening=told.opening, profile=told.profile, ready=True, **accepted)
    html = page(as_role("staff"), told, path)
    assert "Introduced already" in html
    assert "Solvang" not in html


@pytest.mark.parametrize("path", OF_HOSTS)
def test_a_closed_biography_is_not_quoted(told: World, as_role: Login, path: str) -> None:
    SectionVisibility.objects.create(
        profile=told.profile, section=Section.BIOGRAPHY, audience=Audience.INTRODUCTION
    )
    html = page(as_role("staff"), told, path)
    assert "Candidate A" in html
    assert "fuel inventory of a tungsten divertor</p>" not in html


@pytest.mark.parametrize("purpose", [Purpose.MATCHING, Purpose.INSTITUTIONS])
@pytest.mark.parametrize("path", OF_HOSTS)
def test_who_withdrew_consent_is_gone_at_once(told: World, as_role: Login, path: str, purpose: str) -> None:
    Consent.objects.filter(user=told.profile.user, purpose=purpose).delete()
    html = page(as_role("staff"), told, path)
    assert "Candidate A" not in html
    assert "Nobody fits well yet." in html


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            [
                "Project and person",
                "Person and base",
                "Project and base",
                "Free place",
                "Chosen from 1 profile.",
            ],
        ),
        ("zh-hans", ["项目与人才", "人才与基地", "项目与基地", "有空余名额", "项目就在此基地开展。"]),
    ],
)
def test_a_line_says_its_three_legs(told: World, as_role: Login, language: str, words: list[str]) -> None:
    for path in OF_HOSTS:
        html = page(as_role("staff"), told, path, language)
        assert [word for word in words if word not in html] == []
    assert [word for word in words[:4] if word not in page(as_role("expert"), told, MINE, language)] == []


def test_my_page_leads_to_the_project_its_base_and_the_way_in(told: World, as_role: Login) -> None:
    html = page(as_role("expert"), told, MINE)
    slug = told.opening.base.slug
    assert f'href="/en/bases/{slug}/#project-{told.project.slug}"' in html
    assert "The project's own base" in html.replace("&#x27;", "'")
    assert f'href="/en/openings/{told.opening.pk}/"' in html


@pytest.mark.parametrize(
    ("language", "heading", "reason"),
    [
        (
            "en",
            "Nobody is matched here.",
            "The sensitive-field review holds or refused an opening of the project.",
        ),
        ("zh-hans", "此处不做匹配。", "项目的岗位正在敏感领域审查中或未通过审查，暂不匹配。"),
    ],
)
def test_a_project_under_review_shows_why_it_has_nobody(
    told: World, as_role: Login, language: str, heading: str, reason: str
) -> None:
    Opening.objects.filter(pk=told.opening.pk).update(project=told.project)
    opening = Opening.objects.get(pk=told.opening.pk)
    hold_sensitivity(opening, reason="Dual use.", language="en", by=OfficerFactory())
    html = page(as_role("staff"), told, OF_HOSTS[0], language)
    assert heading in html
    assert reason in html
    assert 'class="candidate"' not in html
    assert told.project.slug not in page(as_role("expert"), told, MINE)


@pytest.mark.parametrize("path", OF_HOSTS)
def test_a_base_whose_recognition_was_withdrawn_shows_why_it_has_nobody(
    told: World, as_role: Login, path: str
) -> None:
    Base.objects.filter(pk=told.opening.base_id).update(status=BaseStatus.WITHDRAWN)
    html = page(as_role("staff"), told, path)
    assert "Only recognised bases may host; the status of this one is: recognition withdrawn." in html
    assert 'class="candidate"' not in html


@pytest.mark.parametrize("path", OF_HOSTS)
def test_staff_of_an_unverified_institution_reads_about_nobody(
    told: World, as_role: Login, path: str
) -> None:
    institution = told.opening.institution
    institution.verification, institution.verified_at = Verification.PENDING, None
    institution.save()
    names = {"project": told.project.pk, "base": told.opening.base.slug}
    assert as_role("staff").get(path.format(language="en", **names)).status_code == 403
    html = page(as_role("officer"), told, path)
    assert "The institution of this base is not verified." in html


@pytest.mark.parametrize(("path", "role"), [*((path, "staff") for path in OF_HOSTS), (MINE, "expert")])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_broken_index_is_said(
    told: World, as_role: Login, monkeypatch: pytest.MonkeyPatch, path: str, role: str, language: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise IndexUnavailable("The index is locked. Try again in a minute.")

    monkeypatch.setattr(get_backend(), "search", broken)
    names = {"project": told.project.pk, "base": told.opening.base.slug}
    answer = as_role(role).get(path.format(language=language, **names))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "The index is locked." not in html  # why is for officers
    assert {"en": "The list cannot be computed now.", "zh-hans": "暂时无法生成名单。"}[language] in html


def test_an_unknown_project_or_base_is_not_found(world: World, as_role: Login) -> None:
    for path in ("/en/projects/999999/partners/", "/en/bases/nowhere/people/"):
        assert as_role("officer").get(path).status_code == 404


def test_who_has_no_list_is_told_why(client: Client) -> None:
    client.force_login(UserFactory())
    for path in ("/en/me/bases/", "/en/me/teams/", "/en/me/peers/"):
        assert "Your account has no profile yet." in client.get(path).content.decode()


def test_only_hosts_and_officers_are_led_to_people(told: World, as_role: Login) -> None:
    slug = told.opening.base.slug
    for role, led in (("anonymous", False), ("other staff", False), ("staff", True), ("officer", True)):
        html = as_role(role).get(f"/en/bases/{slug}/").content.decode()
        assert (f"/en/bases/{slug}/people/" in html) is led
        assert (f"/en/projects/{told.project.pk}/partners/" in html) is led


@pytest.mark.parametrize("path", [*OF_HOSTS, MINE])
def test_what_is_personal_is_kept_by_no_cache(told: World, as_role: Login, path: str) -> None:
    names = {"project": told.project.pk, "base": told.opening.base.slug}
    answer = as_role("administrator").get(path.format(language="en", **names))
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("which", ["project", "base", "person"])
def test_a_list_asks_as_often_for_many_rows_as_for_a_few(client: Client, which: str) -> None:
    project = ProjectFactory(programme=ProgrammeFactory(framework=FrameworkFactory()))
    me = MatchableProfileFactory(speaks={"en": "C1"})
    path = {
        "project": f"/en/projects/{project.pk}/partners/",
        "base": f"/en/bases/{project.base.slug}/people/",
        "person": "/en/me/bases/",
    }[which]
    staff = StaffMembershipFactory(institution=project.base.institution).user
    client.force_login(me.user if which == "person" else staff)

    def more() -> None:
        for _ in range(2):
            other = ProjectFactory(
                base=BaseFactory(), programme=ProgrammeFactory(framework=FrameworkFactory())
            )
            OpenOpeningFactory(base=other.base, requires={"en": "B2"})
            MatchableProfileFactory(speaks={"en": "C1"})

    OpenOpeningFactory(base=project.base, requires={"en": "B2"})
    more()
    before, after = grows(client, path, more)
    assert before == after
