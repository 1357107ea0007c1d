"""People who would come together: one leads and invites, each says what they cover, anybody may leave."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.domain import editing, offers
from accounts.domain.audit import record
from accounts.domain.editing import Part, Values
from accounts.domain.offers import NoLongerOpen, NotTheirs
from accounts.domain.steps import lock
from accounts.models import User
from experts.models import Profile, Team, TeamInvitation, TeamMember

MOST_TEAMS = 10  # that one person leads
MOST_PEOPLE = 12  # in a team, with those who are invited
MOST_OPEN = 20  # invitations of one lead, over all their teams


class NotNow(Exception):
    """The step is not open at this moment; the message says what would change that."""


def read_team(team: Team) -> dict[str, Any]:
    return {name: getattr(team, name) for name in ("language", "name", "other_name", "about")}


def _write_team(team: Team, values: Values) -> None:
    for name, value in values.items():
        setattr(team, name, value)
    team.save()


TEAM = Part("team", read_team, _write_team)


@transaction.atomic
def begin_team(lead: Profile, values: Values, *, by: User) -> Team:
    """A team of one; the same sent twice is one team. Raises NotTheirs, NotNow."""
    if lead.user_id != by.pk:
        raise NotTheirs(_("A team is begun by whoever leads it."))
    lock(lead)
    same = lead.led_teams.filter(**values).first()
    if same:
        return same
    if lead.led_teams.count() >= MOST_TEAMS:
        raise NotNow(
            _("You lead %(number)d teams already; dissolve one or hand it over first.")
            % {"number": MOST_TEAMS}
        )
    team = Team(lead=lead)
    _write_team(team, values)
    TeamMember.objects.create(team=team, profile=lead)
    record("team begun", team, by=by)
    return team


def change_team(team: Team, values: Values, *, seen: str, by: User) -> bool:
    """Raises NotTheirs, ChangedMeanwhile."""
    _require_lead(team, by)
    return editing.change_part(team, TEAM, values, seen=seen, by=by)


@transaction.atomic
def say_cover(member: TeamMember, covers: str, *, by: User) -> None:
    """What somebody covers, by themselves or the lead. Raises NotTheirs."""
    if member.profile.user_id != by.pk:
        _require_lead(member.team, by)
    lock(member)
    if member.covers != covers:
        member.covers = covers
        member.save(update_fields=["covers"])
        record("team member changed", member, by=by, after={"changed": ["covers"]})


@transaction.atomic
def invite(offer: TeamInvitation, *, by: User, language: str) -> TeamInvitation | None:
    """Store a clean `offer` and send its letter in `language`. None: held back. Raises NotTheirs, NotNow, TooMany.

    Letters in the name of a team go out for people of the pool alone, and never in masses.
    """
    lock(offer.team)
    _require_lead(offer.team, by)
    if not Profile.objects.matchable().filter(user=by).exists():
        raise NotNow(_("Invitations go out once your own profile is active and you agreed to be matched."))
    older = TeamInvitation.objects.filter(team=offer.team, email__iexact=offer.email)
    others = TeamInvitation.objects.open().exclude(pk__in=older.values("pk"))
    if others.filter(team__lead__user=by).count() >= MOST_OPEN:
        raise NotNow(
            _("%(number)d invitations wait for an answer; withdraw some before you send more.")
            % {"number": MOST_OPEN}
        )
    if people_of(offer.team) + others.filter(team=offer.team).count() >= MOST_PEOPLE:
        raise NotNow(
            _("A team has at most %(number)d people, the invited among them.") % {"number": MOST_PEOPLE}
        )
    return offers.send(offer, by=by, language=language, letter="team_invitation", replaces=older)


def withdraw(offer: TeamInvitation, *, by: User) -> None:
    """Raises NotTheirs and NoLongerOpen."""
    _require_lead(offer.team, by)
    offers.withdraw(offer, by=by)


def accept(offer: TeamInvitation, *, by: User) -> None:
    """Put the profile of `by` into the team; somebody who is in it stays as they are. Raises NotTheirs, NotNow,
    NoLongerOpen."""

    def give() -> None:
        profile = Profile.objects.filter(user=by).first()
        if profile is None:
            raise NotNow(_("People join with their profile. Begin yours, then open this link once more."))
        if offer.invited_by_id != offer.team.lead.user_id:
            raise NoLongerOpen(_("Whoever invited you no longer leads the team. Ask for another invitation."))
        if profile.pk == offer.team.lead_id:
            return
        member, made = TeamMember.objects.get_or_create(
            team=offer.team, profile=profile, defaults={"covers": offer.covers}
        )
        if made:
            record("joined a team of experts", member, by=by)

    with transaction.atomic():
        lock(offer.team)  # before its invitation, as whoever invites again does
        offers.accept(offer, by=by, give=give)


@transaction.atomic
def leave(member: TeamMember, *, by: User) -> None:
    """Somebody leaves, by themselves or by the lead. Raises NotTheirs, NotNow of the lead."""
    lock(member.team)
    lock(member)
    if member.profile.user_id != by.pk:
        _require_lead(member.team, by)
    if member.profile_id == member.team.lead_id:
        raise NotNow(_("Whoever leads the team hands it over first, or dissolves it."))
    record("left a team of experts", member, by=by)
    member.delete()


@transaction.atomic
def hand_over(member: TeamMember, *, by: User) -> None:
    """`member` leads from now on; who led stays in the team. Open invitations end with their inviter's office.
    Raises NotTheirs, NotNow."""
    team = member.team
    lock(team)
    lock(member)
    _require_lead(team, by)
    old = team.lead
    if member.profile_id == old.pk:
        return
    if member.profile.led_teams.count() >= MOST_TEAMS:
        raise NotNow(_("This person leads as many teams as one may."))
    TeamMember.objects.get_or_create(team=team, profile=old)
    team.lead = member.profile
    team.save(update_fields=["lead"])
    for offer in team.invitations.open():
        offers.withdraw(offer, by=by)
    record("lead of a team changed", team, by=by, before={"lead": old.pk}, after={"lead": team.lead_id})


@transaction.atomic
def dissolve(team: Team, *, by: User) -> None:
    """The team is gone, with its invitations; the profiles stay. Raises NotTheirs."""
    lock(team)
    _require_lead(team, by)
    record("team dissolved", team, by=by, before={"people": people_of(team)})
    team.delete()


def leads(team: Team, user: User) -> bool:
    return team.lead.user_id == user.pk


def people_of(team: Team) -> int:
    """How many, the lead among them, who in older teams has no row of their own."""
    return 1 + team.memberships.exclude(profile=team.lead_id).count()


def _require_lead(team: Team, by: User) -> None:
    if not leads(team, by):
        raise NotTheirs(_("Only whoever leads the team does this."))
