"""Who of a team can be matched: read again from the database for each list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accounts.audience import Visitor
from experts.models import Profile, Team, TeamMember
from search.documents import OF_A_PROFILE

LEAST = 2  # one person alone is no team


@dataclass(frozen=True, slots=True)
class Roster:
    """A team with those of its people who are in the pool, the lead first."""

    team: Team
    people: tuple[Profile, ...]
    absent: int


def rosters(teams: Iterable[Team], *, reader: Visitor | None) -> list[Roster]:
    """The teams whose lead and at least one more are in the pool and may be seen by `reader`.

    Without a reader, the whole pool. Queries: constant in number.
    """
    teams = list(teams)
    everybody: dict[int, dict[int, None]] = {team.pk: {team.lead_id: None} for team in teams}
    rows = TeamMember.objects.filter(team__in=everybody).order_by("pk").values_list("team_id", "profile_id")
    for team_id, profile_id in rows:
        everybody[team_id][profile_id] = None
    pool = Profile.objects.matchable().filter(pk__in={pk for people in everybody.values() for pk in people})
    if reader is not None:
        pool = pool.visible_to(reader)
    seen = {profile.pk: profile for profile in pool.select_related("user").prefetch_related(*OF_A_PROFILE)}
    found = []
    for team in teams:
        people = tuple(seen[pk] for pk in everybody[team.pk] if pk in seen)
        if team.lead_id in seen and len(people) >= LEAST:
            found.append(Roster(team, people, absent=len(everybody[team.pk]) - len(people)))
    return found


def teams_of(profiles: Sequence[int], *, most: int) -> list[Team]:
    """At most `most` teams with one of these people (ids, best first), in the order of their best one."""
    rank = {pk: place for place, pk in enumerate(profiles)}
    pairs = list(Team.objects.filter(lead__in=rank).values_list("pk", "lead_id"))
    pairs += TeamMember.objects.filter(profile__in=rank).values_list("team_id", "profile_id")
    best: dict[int, int] = {}
    for team_id, profile_id in pairs:
        best[team_id] = min(rank[profile_id], best.get(team_id, len(rank)))
    first = sorted(best, key=lambda pk: (best[pk], pk))[:most]
    rows = Team.objects.in_bulk(first)
    return [rows[pk] for pk in first if pk in rows]


def mine(profile: Profile) -> list[Team]:
    """The teams that a person leads or belongs to."""
    return list(Team.objects.visible_to(profile.user).order_by("name", "pk")) if profile.user else []
