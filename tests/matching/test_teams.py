"""Teams for an opening and openings for teams, over the index in memory and the deterministic encoder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bases.choices import Sensitivity
from bases.models import Opening
from experts.choices import Audience, Section
from experts.models import Profile, SectionVisibility, Team, TeamMember
from matching.blind_teams import teams_shown
from matching.domain.rosters import mine, rosters, teams_of
from matching.domain.team_openings import openings_for_teams
from matching.domain.teams import teams_for
from tests.factories import (
    MatchableProfileFactory,
    OpeningFactory,
    OpenOpeningFactory,
    ProfileFactory,
    StaffMembershipFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
Index = Callable[[], object]

LASER = {
    "text__headline": "Laser-induced breakdown spectroscopy",
    "text__biography": "Hands-on experience with laser-induced breakdown spectroscopy.",
}
FUEL = {
    "text__headline": "Deuterium in tungsten",
    "text__biography": "Deuterium in tungsten. I measure deuterium in tungsten.",
}
ASKED = {
    "text__title": "Fuel retention by laser-induced breakdown spectroscopy",
    "text__description": "Deuterium in tungsten by laser-induced breakdown spectroscopy.",
    "text__requirements": ["laser-induced breakdown spectroscopy", "deuterium in tungsten"],
}


def team(*people: Profile, **changes: Any) -> Team:
    """The first leads."""
    lead, *others = people
    found = TeamFactory(lead=lead, **changes)
    for other in others:
        TeamMember.objects.create(team=found, profile=other)
    return found


def pair(**changes: Any) -> Team:
    return team(MatchableProfileFactory(**LASER), MatchableProfileFactory(**FUEL), **changes)


def test_a_team_covers_together_what_one_of_it_lacks(indexed: Index) -> None:
    both = pair()
    alike = team(MatchableProfileFactory(**LASER), MatchableProfileFactory(**LASER))
    opening = OpenOpeningFactory(**ASKED)
    indexed()

    found = teams_for(opening)

    assert [fit.team for fit in found.ranked] == [both, alike]
    assert [fit.rank for fit in found.ranked] == [1, 2]
    assert found.ranked[0].gaps == []
    assert [one.asked.text for one in found.ranked[1].gaps] == ["deuterium in tungsten"]
    assert found.ineligible == ()


def test_who_withdrew_consent_leaves_the_team_at_once(indexed: Index) -> None:
    third = MatchableProfileFactory(**LASER)
    lead, gone = MatchableProfileFactory(**LASER), MatchableProfileFactory(**FUEL)
    team(lead, gone, third)
    opening = OpenOpeningFactory(**ASKED)
    indexed()
    gone.user.consents.filter(purpose="matching").update(withdrawn_at=timezone.now())

    [fit] = teams_for(opening).ranked

    assert [one.profile for one in fit.members] == [lead, third]
    assert fit.absent == 1
    assert [one.asked.text for one in fit.gaps] == ["deuterium in tungsten"]


@pytest.mark.parametrize("which", [0, 1])
def test_without_its_lead_or_with_one_alone_it_is_no_team(indexed: Index, which: int) -> None:
    people = MatchableProfileFactory(**LASER), MatchableProfileFactory(**FUEL)
    team(*people)
    opening = OpenOpeningFactory(**ASKED)
    indexed()
    people[which].user.consents.filter(purpose="matching").update(withdrawn_at=timezone.now())

    found = teams_for(opening)

    assert (found.ranked, found.ineligible) == ((), ())


def test_a_host_sees_teams_only_of_people_who_agreed_to_be_seen(indexed: Index) -> None:
    both = pair()
    opening = OpenOpeningFactory(**ASKED)
    staff = StaffMembershipFactory(institution=opening.institution).user
    indexed()
    assert [fit.team for fit in teams_for(opening, reader=staff).ranked] == [both]
    assert teams_for(opening, reader=UserFactory()).ranked == ()

    both.lead.user.consents.filter(purpose="institutions").update(withdrawn_at=timezone.now())

    assert teams_for(opening, reader=staff).ranked == ()
    assert [fit.team for fit in teams_for(opening).ranked] == [both]


@pytest.mark.parametrize("state", [Sensitivity.HELD, Sensitivity.REFUSED])
def test_no_team_while_the_review_holds_an_opening(indexed: Index, state: str) -> None:
    pair()
    opening = OpeningFactory(
        sensitivity=state, sensitivity_reason="Dual use.", sensitivity_reason_language="en", **ASKED
    )
    indexed()

    assert teams_for(opening).ranked == ()


def test_a_team_of_which_fewer_than_two_may_come_stands_apart(indexed: Index) -> None:
    both = team(
        MatchableProfileFactory(career_stage="R3", **LASER),
        MatchableProfileFactory(career_stage="R1", **FUEL),
    )
    opening = OpenOpeningFactory(career_stages=["R3"], **ASKED)
    indexed()

    found = teams_for(opening)

    assert found.ranked == ()
    assert [fit.team for fit in found.ineligible] == [both]
    assert [one.asked.text for one in found.ineligible[0].gaps] == ["deuterium in tungsten"]


def test_more_people_than_places_is_said(indexed: Index) -> None:
    pair()
    one, two = OpenOpeningFactory(places=1, **ASKED), OpenOpeningFactory(places=2, **ASKED)
    indexed()

    assert teams_for(one).ranked[0].notes[0].en == "2 people of the team are needed; 1 of 1 places left."
    assert teams_for(two).ranked[0].notes == ()


def test_openings_for_a_team_are_those_that_take_applications_now(indexed: Index) -> None:
    both = pair()
    opening, late = OpenOpeningFactory(places=2, **ASKED), OpenOpeningFactory(**ASKED)
    indexed()
    Opening.objects.filter(pk=late.pk).update(deadline=timezone.now())

    [found] = openings_for_teams([both])

    assert [(one, fit.rank) for one, fit in found.fits] == [(opening, 1)]
    assert found.fits[0][1].gaps == []
    assert found.absent == 0


def test_no_opening_for_a_team_that_is_none(indexed: Index) -> None:
    alone = team(MatchableProfileFactory(**LASER), ProfileFactory())
    OpenOpeningFactory(**ASKED)
    indexed()

    assert openings_for_teams([alone]) == []
    assert openings_for_teams([]) == []


def test_rosters_put_the_lead_first_and_count_the_absent() -> None:
    lead, second, outside = MatchableProfileFactory(), MatchableProfileFactory(), ProfileFactory()
    one = team(lead, outside, second)
    TeamMember.objects.create(team=one, profile=lead)  # a lead who is listed as a member, too

    [roster] = rosters([one], reader=None)

    assert (roster.people, roster.absent) == ((lead, second), 1)


def test_teams_come_in_the_order_of_their_best_person() -> None:
    first, second = pair(), pair()
    ids = [second.memberships.get().profile_id, first.lead_id, second.lead_id]

    assert teams_of(ids, most=5) == [second, first]
    assert teams_of(ids, most=1) == [second]


def test_my_teams_are_those_i_lead_or_belong_to() -> None:
    me = MatchableProfileFactory()
    led, joined = team(me, name="B"), team(MatchableProfileFactory(), me, name="A")
    pair()

    assert mine(me) == [joined, led]


def shown(opening: Opening) -> Any:
    [one] = teams_shown(opening, teams_for(opening).ranked)
    return one


def test_nobody_and_no_team_is_named_to_the_host(indexed: Index) -> None:
    lead = MatchableProfileFactory(
        name="Marit Solvang",
        text__headline="Solvang lab: laser-induced breakdown spectroscopy",
        text__biography="Hands-on experience with laser-induced breakdown spectroscopy, with Ingrid Haugen.",
    )
    other = MatchableProfileFactory(
        name="Ingrid Haugen",
        text__headline="Deuterium in tungsten, with M. Solvang",
        text__biography="Deuterium in tungsten, as Solvang and the Fjord Nine group measure it.",
    )
    outside = ProfileFactory(name="Orvar Quist")
    one = team(lead, other, outside, name="Fjord Nine", about="Fjord Nine was founded by Quist and Haugen.")
    TeamMember.objects.filter(profile=other).update(covers="what Haugen learnt from Quist")
    opening = OpenOpeningFactory(**ASKED)
    indexed()

    seen = shown(opening)
    told = [seen.about.text, *(member.headline.text for member in seen.members)]
    told += [member.covers.text for member in seen.members if member.covers]
    told += [piece.evidence.has.text for piece in seen.requirements if piece.evidence]

    assert len(told) >= 6
    assert not [
        text for text in told if any(name in text for name in ("Solvang", "Haugen", "Quist", "Fjord"))
    ]
    assert [member.name for member in seen.members] == ["", ""]
    assert one.name not in repr([seen.letter, seen.about, seen.requirements])


def test_a_closed_biography_tells_nothing_of_a_member(indexed: Index) -> None:
    one = pair(about="Lasers and fuel.")
    SectionVisibility.objects.create(
        profile=one.lead, section=Section.BIOGRAPHY, audience=Audience.INTRODUCTION
    )
    opening = OpenOpeningFactory(**ASKED)
    indexed()

    seen = shown(opening)

    assert (seen.about, seen.members[0].headline, seen.members[0].covers) == (None, None, None)
    assert "Hands-on" not in repr(seen.requirements)
    assert [asked.text for asked in seen.gaps] == ["laser-induced breakdown spectroscopy"]


@pytest.mark.parametrize("way", ["teams", "openings"])
def test_a_list_costs_the_same_queries_for_one_team_and_for_many(indexed: Index, way: str) -> None:
    me = MatchableProfileFactory(**LASER)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            team(me, MatchableProfileFactory(**FUEL))
            OpenOpeningFactory(places=2, **ASKED)
        indexed()
        opening = Opening.objects.latest("pk")

        def ask(opening: Opening = opening) -> None:
            if way == "teams":
                teams_shown(opening, teams_for(opening).ranked)
            else:
                openings_for_teams(mine(Profile.objects.get(pk=me.pk)))

        ask()  # from now on the process remembers the vectors of what is asked for
        with CaptureQueriesContext(connection) as queries:
            ask()
        counts.append(len(queries))

    assert counts[0] == counts[1]
