"""Teams: begun by their lead, joined by invitation, left by anybody, and nobody else's business."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone

from accounts.domain import editing
from accounts.domain.consent import withdraw_consent
from accounts.domain.steps import lock
from accounts.models import AuditEvent, Purpose
from accounts.tasks import forget_offers
from experts.domain import teams
from experts.models import Profile, Team, TeamInvitation, TeamMember
from matching.domain.rosters import rosters
from tests.factories import (
    MatchableProfileFactory,
    ProfileFactory,
    TeamFactory,
    TeamInvitationFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]
Letters = list[EmailMultiAlternatives]
NEW = {
    "language": "en",
    "name": "Wall group",
    "other_name": "壁材料组",
    "about": "Fuel retention in tungsten.",
}


def as_(profile: Profile) -> Client:
    client = Client()
    client.force_login(profile.user)
    return client


@pytest.fixture
def lead() -> Profile:
    return MatchableProfileFactory(name="Ada Lead")


@pytest.fixture
def team(lead: Profile) -> Team:
    found = TeamFactory(lead=lead, name="Wall group")
    TeamMember.objects.create(team=found, profile=lead)
    return found


def member(team: Team, **fields: Any) -> TeamMember:
    return TeamMember.objects.create(team=team, profile=MatchableProfileFactory(**fields))


def invitation_of(letter: EmailMultiAlternatives) -> str:
    found = re.search(r"/(en|zh-hans)/teams/invitation/\S+", str(letter.body))
    assert found
    return found[0]


def test_from_nothing_to_a_team_that_is_matched_as_one(lead: Profile, mailoutbox: Letters) -> None:
    mine = as_(lead)
    mine.post("/en/me/teams/add/", NEW)
    mine.post("/en/me/teams/add/", NEW)  # a double click
    team = Team.objects.get()
    page = f"/en/me/teams/{team.pk}/"
    assert "One person alone is no team" in mine.get(page).content.decode()
    other = MatchableProfileFactory(name="Bo Second", user__language="zh-hans")
    sent = {"email": other.user.email.upper(), "covers": "laser diagnostics", "language": "zh-hans"}
    mine.post(page, sent)
    assert mailoutbox[0].subject == "加入团队 Wall group 的邀请"
    assert "1 invited person has not answered yet" in mine.get(page).content.decode()
    link = invitation_of(mailoutbox[0])
    theirs = as_(other)
    assert TeamMember.objects.count() == 1
    theirs.get(link)
    assert TeamMember.objects.count() == 1  # opening the link joins nothing
    theirs.post(link)
    assert theirs.post(link)["Location"].endswith(f"/me/teams/{team.pk}/")  # a double click
    assert TeamMember.objects.get(profile=other).covers == "laser diagnostics"
    assert "Matched as one" in mine.get(page).content.decode()
    assert [row.people for row in rosters([team], reader=None)] == [(lead, other)]


def test_a_team_says_why_it_is_not_matched_and_a_member_why_they_do_not_count(
    team: Team, lead: Profile
) -> None:
    other = member(team, name="Bo Second").profile
    page = f"/en/me/teams/{team.pk}/"
    withdraw_consent(other.user, purpose=Purpose.MATCHING, by=other.user)
    seen = as_(lead).get(page).content.decode()
    assert "Beside the lead at least one more needs an active profile" in seen
    assert "You yourself cannot be matched now" not in seen
    assert "You yourself cannot be matched now" in as_(other).get(page).content.decode()
    assert rosters([team], reader=None) == []
    withdraw_consent(lead.user, purpose=Purpose.MATCHING, by=lead.user)
    assert "The lead cannot be matched now" in as_(other).get(page).content.decode()


def test_to_anybody_else_the_team_does_not_exist(team: Team) -> None:
    row = member(team)
    stranger = as_(MatchableProfileFactory())
    for path in ("", "change/", "dissolve/", f"people/{row.pk}/", f"people/{row.pk}/leave/"):
        assert stranger.get(f"/en/me/teams/{team.pk}/{path}").status_code == 404, path
    assert (
        stranger.post(f"/en/me/teams/{team.pk}/", {"email": "a@example.org", "language": "en"}).status_code
        == 404
    )


def test_members_read_and_say_what_they_cover_and_do_no_more(team: Team) -> None:
    mine, other = member(team, name="Bo Second"), member(team, name="Cy Third")
    client = as_(mine.profile)
    page = f"/en/me/teams/{team.pk}/"
    assert "Cy Third" in client.get(page).content.decode()
    client.post(f"{page}people/{mine.pk}/", {"covers": "diffusion"})
    mine.refresh_from_db()
    assert mine.covers == "diffusion"
    for path, sent in (
        ("", {"email": "a@example.org", "language": "en"}),
        ("change/", NEW),
        ("dissolve/", {}),
        (f"people/{other.pk}/", {"covers": "x"}),
        (f"people/{other.pk}/leave/", {}),
        (f"people/{other.pk}/lead/", {}),
    ):
        assert client.post(page + path, sent).status_code == 403, path
    assert team.memberships.count() == 3


def test_a_member_of_another_team_is_no_member_here(team: Team, lead: Profile) -> None:
    elsewhere = member(TeamFactory())
    for path in ("", "leave/", "lead/"):
        assert as_(lead).post(f"/en/me/teams/{team.pk}/people/{elsewhere.pk}/{path}").status_code == 404


def test_an_invitation_is_for_its_address_and_for_who_has_a_profile(team: Team) -> None:
    offer = TeamInvitationFactory(team=team)
    link = f"/en/teams/invitation/{teams.offers.seal(offer)}/"
    assert as_(MatchableProfileFactory()).post(link).status_code == 409
    user = UserFactory(email=offer.email)
    client = Client()
    client.force_login(user)
    answer = client.post(link)
    assert answer.status_code == 409
    assert "Begin yours, then open this link once more" in answer.content.decode()
    ProfileFactory(user=user)
    assert client.post(link).status_code == 302
    assert team.memberships.filter(profile__user=user).exists()


def test_a_link_that_ran_out_was_withdrawn_or_is_broken_does_nothing(team: Team, lead: Profile) -> None:
    offer = TeamInvitationFactory(team=team)
    other = MatchableProfileFactory(user__email=offer.email)
    link = f"/en/teams/invitation/{teams.offers.seal(offer)}/"
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert as_(other).post(link).status_code == 410
    as_(lead).post(f"/en/me/teams/{team.pk}/invitations/{offer.pk}/withdraw/")
    assert as_(other).post(link).status_code == 410
    assert as_(other).post("/en/teams/invitation/nonsense/").status_code == 410
    assert not team.memberships.filter(profile=other).exists()


def test_only_people_of_the_pool_invite_and_never_in_masses(
    team: Team, lead: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, page = as_(lead), f"/en/me/teams/{team.pk}/"
    sent = {"email": "a@example.org", "covers": "", "language": "en"}
    monkeypatch.setattr(teams, "MOST_PEOPLE", 2)
    client.post(page, sent)
    client.post(page, sent)  # again to the same: the newest letter counts
    assert TeamInvitation.objects.open().count() == 1
    full = client.post(page, sent | {"email": "b@example.org"}).content.decode()
    assert "A team has at most 2 people" in full
    assert "b@example.org" in full  # what was typed is kept
    monkeypatch.setattr(teams, "MOST_OPEN", 1)
    assert (
        "invitations wait for an answer"
        in client.post(page, sent | {"email": "b@example.org"}).content.decode()
    )
    withdraw_consent(lead.user, purpose=Purpose.MATCHING, by=lead.user)
    assert "Invitations go out once your own profile is active" in client.post(page, sent).content.decode()
    assert TeamInvitation.objects.open().count() == 1


def test_who_is_in_the_team_is_not_invited(team: Team, lead: Profile) -> None:
    row = member(team)
    for email in (row.profile.user.email, lead.user.email):
        answer = as_(lead).post(f"/en/me/teams/{team.pk}/", {"email": email, "language": "en"})
        assert "in the team already" in answer.content.decode()
    assert not TeamInvitation.objects.exists()


def test_handing_over_makes_another_lead_and_ends_open_invitations(team: Team, lead: Profile) -> None:
    row = member(team)
    offer = TeamInvitationFactory(team=team)
    page = f"/en/me/teams/{team.pk}/people/{row.pk}/lead/"
    assert "Hand the team over?" in as_(lead).get(page).content.decode()
    as_(lead).post(page)
    team.refresh_from_db()
    offer.refresh_from_db()
    assert team.lead == row.profile
    assert team.memberships.filter(profile=lead).exists()
    assert offer.withdrawn_at is not None
    assert as_(lead).post(page).status_code == 403


def test_members_leave_and_leads_hand_over_first(team: Team, lead: Profile) -> None:
    row = member(team)
    own = team.memberships.get(profile=lead)
    answer = as_(lead).post(f"/en/me/teams/{team.pk}/people/{own.pk}/leave/", follow=True)
    assert "hands it over first, or dissolves it" in answer.content.decode()
    client, page = as_(row.profile), f"/en/me/teams/{team.pk}/people/{row.pk}/leave/"
    client.post(page)
    assert [one.profile for one in team.memberships.all()] == [lead]
    assert "it is done already" in client.post(page, follow=True).content.decode()  # a double click
    assert client.get(f"/en/me/teams/{team.pk}/").status_code == 404


def test_dissolving_asks_first_and_leaves_the_profiles(team: Team, lead: Profile) -> None:
    other = member(team).profile
    TeamInvitationFactory(team=team)
    client, page = as_(lead), f"/en/me/teams/{team.pk}/dissolve/"
    client.get(page)
    assert Team.objects.exists()
    client.post(page)
    assert "it is done already" in client.post(page, follow=True).content.decode()
    assert not Team.objects.exists()
    assert set(Profile.objects.all()) == {lead, other}
    assert AuditEvent.objects.filter(verb="team dissolved", after={}, before={"people": 2}).exists()


def test_a_stale_page_is_told_and_both_versions_shown(team: Team, lead: Profile) -> None:
    client, page = as_(lead), f"/en/me/teams/{team.pk}/change/"
    seen = re.search(r'name="seen" value="(\w+)"', client.get(page).content.decode())
    assert seen
    client.post(page, NEW | {"seen": seen[1], "name": "First"})
    answer = client.post(page, NEW | {"seen": seen[1], "name": "Second"}).content.decode()
    assert "saved in another window meanwhile" in answer
    assert "First" in answer
    assert "Second" in answer
    team.refresh_from_db()
    assert team.name == "First"


def test_one_leads_so_many_teams_and_no_more(lead: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teams, "MOST_TEAMS", 1)
    as_(lead).post("/en/me/teams/add/", NEW)
    answer = as_(lead).post("/en/me/teams/add/", NEW | {"name": "Another"})
    assert "dissolve one or hand it over first" in answer.content.decode()
    assert Team.objects.count() == 1


def test_a_team_page_asks_as_often_for_many_people_as_for_two(
    team: Team, lead: Profile, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, page = as_(lead), f"/en/me/teams/{team.pk}/"

    def asked() -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        return len(queries)

    member(team)
    before = asked()
    for _ in range(4):
        member(team)
        TeamInvitationFactory(team=team)
    assert asked() == before


def invited(lead: Profile, team: Team, email: str) -> str:
    sent = {"email": email, "covers": "", "language": "en"}
    return str(as_(lead).post(f"/en/me/teams/{team.pk}/", sent, follow=True).content.decode())


def test_nobody_is_written_to_again_and_again(team: Team, lead: Profile, mailoutbox: Letters) -> None:
    """Not by another window, after a withdrawal, or from a team begun anew."""
    for _ in range(2):
        invited(lead, team, "a@example.org")
    as_(lead).post(f"/en/me/teams/{team.pk}/dissolve/")
    other = TeamFactory(lead=lead)
    invited(lead, other, "A@example.org")
    answer = invited(lead, other, "a@example.org")
    assert "This address had 3 invitations within 30 days" in answer
    assert len(mailoutbox) == 3
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        invited(lead, other, "a@example.org")
    assert len(mailoutbox) == 4


def test_an_address_is_not_written_to_more_often_by_a_team_with_another_lead(
    team: Team, lead: Profile, mailoutbox: Letters
) -> None:
    for _ in range(3):
        TeamInvitationFactory(team=team, email="a@example.org", withdrawn_at=timezone.now())
    assert "This address had 3 invitations" in invited(lead, team, "a@example.org")
    assert not mailoutbox


def test_inviting_and_withdrawing_reaches_twenty_strangers_a_day(
    team: Team, lead: Profile, mailoutbox: Letters
) -> None:
    for number in range(21):
        answer = invited(lead, team, f"a{number}@example.org")
        team.invitations.update(withdrawn_at=timezone.now())
    assert "You sent 20 invitations within a day" in answer
    assert len(mailoutbox) == 20
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        invited(lead, team, "b@example.org")
    assert len(mailoutbox) == 21


def test_addresses_of_those_who_never_answered_are_forgotten(team: Team, lead: Profile) -> None:
    for _ in range(3):
        invited(lead, team, "a@example.org")
    joined = TeamInvitationFactory(team=team, accepted_at=timezone.now())
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        forget_offers()
        assert team.invitations.count() == 4
    with time_machine.travel(timezone.now() + timedelta(days=45)):
        forget_offers()
        assert list(team.invitations.all()) == [joined]


def test_whoever_is_taken_out_twice_is_out(team: Team, lead: Profile) -> None:
    row = member(team)
    client = as_(lead)
    for end in ("leave/", "leave/", "lead/"):
        answer = client.post(f"/en/me/teams/{team.pk}/people/{row.pk}/{end}", follow=True)
    assert answer.status_code == 200
    assert "no longer in the team" in answer.content.decode()
    assert AuditEvent.objects.filter(verb="left a team of experts").count() == 1


@pytest.mark.parametrize(
    "end", ["", "change/", "dissolve/", "people/{}/", "people/{}/leave/", "people/{}/lead/"]
)
def test_a_team_that_is_dissolved_while_one_clicks_is_told_of(
    team: Team, lead: Profile, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    row = member(team)

    def too_late(of: Any) -> None:
        Team.objects.filter(pk=team.pk).delete()
        lock(of)

    for module in (teams, editing):
        monkeypatch.setattr(module, "lock", too_late)
    page = f"/en/me/teams/{team.pk}/{end.format(row.pk)}"
    sent = NEW | {"email": "a@example.org", "covers": "x"}
    if end == "change/":
        sent["seen"] = re.search(r'name="seen" value="(\w+)"', as_(lead).get(page).content.decode())[1]  # type: ignore[index]
    answer = as_(lead).post(page, sent, follow=True)
    assert answer.status_code == 200
    assert "dissolved meanwhile" in answer.content.decode()
