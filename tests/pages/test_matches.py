"""The shortlist and its other side. The data here could leak: none of it may."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Consent, Purpose
from bases.domain.sensitivity import hold_sensitivity
from experts.choices import Audience, ProfileState, Section
from experts.models import ProfileText, SectionVisibility
from matching.choices import IntroductionState
from matching.models import Introduction
from matching.transitions import INTRODUCTION
from search.backends.base import IndexUnavailable
from search.indexing import rebuild
from taxonomy.transitions import move
from tests.factories import (
    IntroductionFactory,
    MatchableProfileFactory,
    OfficerFactory,
    OpenOpeningFactory,
    UserFactory,
)
from tests.pages.conftest import World

pytestmark = pytest.mark.django_db

Login = Callable[[str], Client]


def page(client: Client, world: World) -> str:
    return client.get(f"/en/openings/{world.opening.pk}/shortlist/").content.decode()


@pytest.fixture
def told(world: World) -> World:
    """A person whose own words name them, in both scripts."""
    profile = world.profile
    profile.name, profile.native_name = "Marit Solvang", "马丽娟"
    profile.affiliation = "Technical University of Varnamo"
    profile.save()
    ProfileText.objects.filter(profile=profile).update(
        headline="Marit Solvang, laser diagnostics of deuterium in tungsten",
        biography="Solvang (马丽娟) measures how much deuterium stays in tungsten by laser-induced breakdown.",
    )
    rebuild()
    return world


@pytest.mark.parametrize("role", ["staff", "officer", "administrator"])
def test_no_name_is_shown_before_both_sides_agree(told: World, as_role: Login, role: str) -> None:
    html = page(as_role(role), told)
    assert "Candidate A" in html
    for secret in (
        "Marit",
        "Solvang",
        "马丽娟",
        "Varnamo",
        told.profile.user.email,
        f"profile/{told.profile.pk}",
    ):
        assert secret not in html
    assert "[name]" in html


def test_the_name_is_shown_once_both_sides_agreed(told: World, as_role: Login) -> None:
    IntroductionFactory(opening=told.opening, profile=told.profile, ready=True)
    assert "Marit Solvang" not in page(as_role("staff"), told)
    move(Introduction.objects.get(), IntroductionState.ACCEPTED, table=INTRODUCTION)
    assert "Marit Solvang" in page(as_role("staff"), told)


def test_a_closed_section_is_not_quoted(told: World, as_role: Login) -> None:
    SectionVisibility.objects.create(
        profile=told.profile, section=Section.BIOGRAPHY, audience=Audience.NOBODY
    )
    html = page(as_role("staff"), told)
    assert "Candidate A" in html
    assert "laser diagnostics of deuterium" not in html
    assert "measures how much" not in html


@pytest.mark.parametrize("purpose", [Purpose.MATCHING, Purpose.INSTITUTIONS])
def test_who_withdrew_consent_is_gone_at_once(told: World, as_role: Login, purpose: Purpose) -> None:
    Consent.objects.filter(user=told.profile.user, purpose=purpose).delete()
    assert "Candidate A" not in page(as_role("staff"), told)


def test_the_list_says_why_and_from_how_many(told: World, as_role: Login) -> None:
    html = page(as_role("staff"), told)
    assert "Chosen from 1 profile." in html
    assert "Blind reading is on." in html
    assert (
        "What people wrote of themselves is quoted as it stands; names, organisations, origins and addresses in it "
        "are covered where they are recognised." in html
    )
    assert "Strong match" in html
    assert 'class="strength__bar"' in html
    assert "English C1" in html
    assert "The parts in figures" in html


def test_people_whom_a_rule_excludes_stand_apart_with_the_reason(world: World, as_role: Login) -> None:
    world.opening.career_stages = ["R1"]
    world.opening.save()
    rebuild()
    html = page(as_role("staff"), world)
    assert "1 person near in subject is not eligible" in html
    assert "Established researcher (R3)" in html


@pytest.mark.parametrize(
    ("language", "heading", "reason"),
    [
        ("en", "Nobody is matched with this opening.", "The opening is held for the sensitive-field review."),
        ("zh-hans", "此岗位不做匹配。", "岗位正在敏感领域审查中，暂不匹配。"),
    ],
)
def test_an_opening_held_for_review_shows_why_it_has_nobody(
    told: World, as_role: Login, language: str, heading: str, reason: str
) -> None:
    hold_sensitivity(told.opening, reason="Dual use.", language="en", by=OfficerFactory())
    html = as_role("staff").get(f"/{language}/openings/{told.opening.pk}/shortlist/").content.decode()
    assert heading in html
    assert reason in html
    assert "Nobody fits well yet." not in html
    assert 'class="candidate"' not in html


def test_a_broken_index_is_said(told: World, as_role: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise IndexUnavailable("The index is locked. Try again in a minute.")

    monkeypatch.setattr("matching.shortlists.people_for", broken)
    monkeypatch.setattr("matching.views.mine.openings_for", broken)
    answer = as_role("staff").get(f"/en/openings/{told.opening.pk}/shortlist/")
    assert answer.status_code == 200
    assert "The list cannot be computed now." in answer.content.decode()
    answer = as_role("expert").get("/en/me/openings/")
    assert answer.status_code == 200
    assert "The list cannot be computed now." in answer.content.decode()


def test_my_openings_quote_me_and_the_opening(told: World, as_role: Login) -> None:
    html = as_role("expert").get("/en/me/openings/").content.decode()
    assert f'href="/en/openings/{told.opening.pk}/"' in html
    assert "You have" in html
    assert "The opening asks" in html
    assert "Solvang (马丽娟) measures" in html.replace("<mark>", "").replace("</mark>", "")


def test_a_draft_opening_is_nobody_s_match(indexed: World, as_role: Login) -> None:
    html = as_role("expert").get("/en/me/openings/").content.decode()
    assert f'href="/en/openings/{indexed.draft.pk}/"' not in html


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("none", "Your account has no profile yet."),
        ("draft", "Your profile is a draft."),
        ("hidden", "Your profile is hidden."),
        ("unverified", "Your e-mail address is not verified."),
        ("no consent", "You have not agreed to be matched with openings."),
    ],
)
def test_who_has_no_list_is_told_why(client: Client, change: str, sentence: str) -> None:
    OpenOpeningFactory()
    user = UserFactory() if change == "none" else MatchableProfileFactory().user
    if change in ("draft", "hidden"):
        user.profile.state = {"draft": ProfileState.DRAFT, "hidden": ProfileState.HIDDEN}[change]
        user.profile.save()
    if change == "unverified":
        user.email_verified_at = None
        user.save()
    if change == "no consent":
        user.consents.filter(purpose=Purpose.MATCHING).delete()
    client.force_login(user)
    for path in ("/en/me/openings/", "/en/me/"):
        assert sentence in client.get(path).content.decode()


@pytest.mark.parametrize("path", ["/en/me/", "/en/me/openings/", "/en/openings/{}/shortlist/"])
def test_what_is_personal_is_kept_by_no_cache(told: World, as_role: Login, path: str) -> None:
    answer = as_role("administrator").get(path.format(told.opening.pk))
    assert "no-store" in answer["Cache-Control"]
