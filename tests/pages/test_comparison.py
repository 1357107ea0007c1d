"""Two to four candidates of a shortlist side by side."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from experts.choices import Audience, Section
from experts.models import Profile, SectionVisibility
from matching.handles import handle
from search.indexing import rebuild
from tests.factories import CandidateVoteFactory, FeedbackFactory, MatchableProfileFactory
from tests.pages.conftest import World
from tests.pages.test_query_counts import queries_of

pytestmark = pytest.mark.django_db

Login = Callable[[str], Client]


@pytest.fixture
def people(world: World) -> list[Profile]:
    """Six people in the list, the one of the world first."""
    stay = {
        "kind": "expert_visit",
        "months_min": 1,
        "months_max": 2,
        "earliest": "2027-02-01",
        "latest": "2027-09-30",
    }
    found = [world.profile, *MatchableProfileFactory.create_batch(5, speaks={"en": "C1"}, stays=[stay])]
    rebuild()
    return found


def query(world: World, people: list[Profile]) -> str:
    return "&".join(f"with={handle(world.opening.pk, one.pk)}" for one in people)


def list_address(world: World) -> str:
    return f"/en/openings/{world.opening.pk}/shortlist/"


def test_four_people_stand_side_by_side(world: World, people: list[Profile], as_role: Login) -> None:
    CandidateVoteFactory(opening=world.opening, profile=people[1], voter=world.users["staff"])
    html = as_role("staff").get(f"{list_address(world)}compare/?{query(world, people[:4])}").content.decode()
    assert len(re.findall(r'<th scope="col"><a href="[^"]*/candidates/', html)) == 4
    for words in (
        "Research",
        "knowledge of deuterium in tungsten",
        "1 Feb 2027 – 30 Sep 2027",
        "English C1",
        "Yes: 1",
    ):
        assert words in html
    assert len(set(re.findall(r'data-head="Candidate ([A-F])"', html))) == 4


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "at least two"), (1, "at least two"), (5, "You chose 5 people; at most four")],
)
def test_another_number_is_said_at_the_form_and_the_choice_is_kept(
    world: World, people: list[Profile], as_role: Login, number: int, words: str
) -> None:
    chosen = people[:number]
    answer = as_role("staff").get(
        f"{list_address(world)}compare/?{query(world, chosen)}&compare=1", follow=True
    )
    html = answer.content.decode()
    assert answer.redirect_chain[-1][0].startswith(list_address(world))
    assert answer.redirect_chain[-1][0].endswith("#compare")
    assert words in html[html.index('id="compare"') :]
    ticked = set(re.findall(r'name="with" value="([^"]+)" id="[^"]+" checked', html))
    assert ticked == {handle(world.opening.pk, one.pk) for one in chosen}


def test_whoever_left_the_list_is_left_out_and_it_is_said(
    world: World, people: list[Profile], as_role: Login
) -> None:
    FeedbackFactory(opening=world.opening, profile=people[0])
    staff = as_role("staff")
    html = staff.get(f"{list_address(world)}compare/?{query(world, people[:3])}").content.decode()
    assert "1 person whom you chose is no longer in the list" in html
    answer = staff.get(f"{list_address(world)}compare/?{query(world, people[:2])}", follow=True)
    assert "Choose at least two people to compare." in answer.content.decode()


def test_what_somebody_does_not_show_is_not_compared(
    world: World, people: list[Profile], as_role: Login
) -> None:
    for section in (Section.STAYS, Section.LANGUAGES):
        for one in people:
            SectionVisibility.objects.create(profile=one, section=section, audience=Audience.INTRODUCTION)
    rebuild()
    html = as_role("staff").get(f"{list_address(world)}compare/?{query(world, people[:3])}").content.decode()
    assert "30 Sep 2027" not in html
    assert html.count(">Not shown<") == 6


@pytest.mark.parametrize("role", ["other staff", "expert", "attaché"])
def test_others_compare_nobody(world: World, people: list[Profile], as_role: Login, role: str) -> None:
    address = f"{list_address(world)}compare/?{query(world, people[:2])}"
    assert as_role(role).get(address).status_code == 404


def test_handles_that_nobody_sealed_choose_nobody(
    world: World, people: list[Profile], as_role: Login
) -> None:
    address = f"{list_address(world)}compare/?with={people[0].pk}&with={people[1].pk}"
    assert as_role("staff").get(address).status_code == 302
    assert as_role("staff").get(f"{address}&with=%00&with=%FF").status_code == 302


def test_four_cost_as_many_queries_as_two(world: World, people: list[Profile], as_role: Login) -> None:
    staff, address = as_role("staff"), f"{list_address(world)}compare/?"
    assert queries_of(staff, address + query(world, people[:2])) == queries_of(
        staff, address + query(world, people[:4])
    )
