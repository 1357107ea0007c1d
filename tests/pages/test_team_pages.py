"""Teams beside an opening, and openings beside one's own teams."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Consent, Purpose
from bases.domain.sensitivity import hold_sensitivity
from experts.models import ProfileText, Team, TeamMember
from search.backends.base import IndexUnavailable
from search.backends.registry import get_backend
from search.indexing import rebuild
from tests.factories import MatchableProfileFactory, OfficerFactory, TeamFactory
from tests.pages.conftest import World
from tests.pages.test_query_counts import grows

pytestmark = pytest.mark.django_db

Login = Callable[[str], Client]


def page(client: Client, world: World, language: str = "en") -> str:
    return client.get(f"/{language}/openings/{world.opening.pk}/teams/").content.decode()


def group(lead: object, name: str = "Fjord Nine") -> Team:
    """Led by somebody, with a second person who writes of both by name."""
    team = TeamFactory(lead=lead, name=name, about=f"{name} measures fuel, says Solvang.")
    other = MatchableProfileFactory(
        name="Ingrid Haugen",
        text__headline="Haugen on deuterium in tungsten",
        text__biography="Knowledge of deuterium in tungsten, with Marit Solvang. SECRET of Haugen.",
    )
    TeamMember.objects.create(team=team, profile=other, covers="what Haugen knows")
    return team


@pytest.fixture
def told(world: World) -> World:
    world.opening.places = 2
    world.opening.save()
    profile = world.profile
    profile.name, profile.affiliation = "Marit Solvang", "Technical University of Varnamo"
    profile.save()
    ProfileText.objects.filter(profile=profile).update(
        headline="Solvang on laser-induced breakdown spectroscopy",
        biography="Hands-on experience with laser-induced breakdown spectroscopy on tungsten. MINE of Solvang.",
    )
    group(profile)
    rebuild()
    return world


@pytest.mark.parametrize("role", ["staff", "officer", "administrator"])
def test_neither_people_nor_teams_are_named(told: World, as_role: Login, role: str) -> None:
    html = page(as_role(role), told)
    assert "Team A" in html
    assert "Who covers what" in html
    assert "All may come" in html
    assert "Covers 2 of 2" in html
    assert "[name] measures fuel, says [name]." in html
    emails = [told.profile.user.email, Team.objects.get().memberships.get().profile.user.email]
    for secret in ("Solvang", "Haugen", "Fjord", "Varnamo", *emails):
        assert secret not in html


@pytest.mark.parametrize("purpose", [Purpose.MATCHING, Purpose.INSTITUTIONS])
def test_who_withdrew_consent_takes_the_team_with_them(told: World, as_role: Login, purpose: str) -> None:
    Consent.objects.filter(user=told.profile.user, purpose=purpose).delete()
    html = page(as_role("staff"), told)
    assert "Team A" not in html
    assert "No team is near this opening yet." in html


def test_the_gap_is_named(told: World, as_role: Login) -> None:
    other = Team.objects.get().memberships.get().profile
    ProfileText.objects.filter(profile=other).update(headline="Vacuum vessels", biography="Pumps and seals.")
    rebuild()
    html = page(as_role("staff"), told)
    assert "Nobody in the team shows:" in html
    assert "<q>knowledge of deuterium in tungsten</q>" in html


@pytest.mark.parametrize(
    ("language", "heading"),
    [("en", "Nobody is matched with this opening."), ("zh-hans", "此岗位不做匹配。")],
)
def test_an_opening_held_for_review_has_no_team(
    told: World, as_role: Login, language: str, heading: str
) -> None:
    hold_sensitivity(told.opening, reason="Dual use.", language="en", by=OfficerFactory())
    html = page(as_role("staff"), told, language)
    assert heading in html
    assert 'class="candidate"' not in html


def test_my_team_quotes_me_and_nobody_else(told: World, as_role: Login) -> None:
    html = (
        as_role("expert").get("/en/me/teams/").content.decode().replace("<mark>", "").replace("</mark>", "")
    )
    assert "Fjord Nine" in html  # my own team
    assert "Hands-on experience with laser-induced breakdown spectroscopy on tungsten." in html
    assert "Another of the team covers:" in html
    for secret in ("Haugen", "SECRET"):
        assert secret not in html


def test_a_team_that_cannot_be_matched_says_what_it_needs(told: World, as_role: Login) -> None:
    other = Team.objects.get().memberships.get().profile
    Consent.objects.filter(user=other.user).delete()
    html = as_role("expert").get("/en/me/teams/").content.decode()
    assert "This team is matched once its lead and at least one more of it agreed to be matched." in html
    assert 'class="candidate"' not in html


def test_without_a_team_the_page_says_so_in_both_languages(indexed: World, as_role: Login) -> None:
    assert "You belong to no team yet." in as_role("expert").get("/en/me/teams/").content.decode()
    assert "你还没有加入任何团队。" in as_role("expert").get("/zh-hans/me/teams/").content.decode()
    assert "No team is near this opening yet." in page(as_role("staff"), indexed)


def test_a_broken_index_is_said(told: World, as_role: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise IndexUnavailable("The index is locked. Try again in a minute.")

    monkeypatch.setattr(get_backend(), "search", broken)
    for role, path in (("staff", f"/en/openings/{told.opening.pk}/teams/"), ("expert", "/en/me/teams/")):
        answer = as_role(role).get(path)
        assert answer.status_code == 200
        assert "The list cannot be computed now." in answer.content.decode()


def test_the_shortlist_leads_to_teams(told: World, as_role: Login) -> None:
    html = as_role("staff").get(f"/en/openings/{told.opening.pk}/shortlist/").content.decode()
    assert f'href="/en/openings/{told.opening.pk}/teams/"' in html


@pytest.mark.parametrize("role", ["staff", "expert"])
def test_a_list_asks_as_often_for_many_teams_as_for_one(told: World, as_role: Login, role: str) -> None:
    path = {"staff": f"/en/openings/{told.opening.pk}/teams/", "expert": "/en/me/teams/"}[role]
    before, after = grows(
        as_role(role), path, lambda: [group(told.profile, name) for name in ("Bay Two", "Cape Three")]
    )
    assert before == after


@pytest.mark.parametrize("path", ["/en/openings/{}/teams/", "/en/me/teams/"])
def test_what_is_personal_is_kept_by_no_cache(told: World, as_role: Login, path: str) -> None:
    answer = as_role("administrator").get(path.format(told.opening.pk))
    assert "no-store" in answer["Cache-Control"]
