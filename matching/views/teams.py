"""Teams beside an opening, for its host; and openings beside their teams, for the people in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.audience import user_of
from accounts.models import User
from bases.models import Opening
from experts.choices import Where
from experts.domain.looks import Sight
from experts.models import Profile, Team
from matching.away import UNUSABLE, answer_without
from matching.blind_teams import teams_shown
from matching.domain.coverage import Covered, TeamFit
from matching.domain.rosters import mine
from matching.domain.rules.opening import held
from matching.domain.team_openings import openings_for_teams
from matching.domain.teams import teams_for
from matching.noting import note_shown
from matching.shortlists import readable
from matching.types import Reason, Verdict
from matching.veils import blind_by
from matching.views.mine import obstacle


@dataclass(frozen=True, slots=True)
class Line:
    """One opening for a team, as one of the team may read it: of the others no more than that they cover something."""

    opening: Opening
    fit: TeamFit
    mine: list[Covered]
    theirs: list[Covered]
    against_me: list[Reason]


@login_required
@require_safe
@never_cache
def teams(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever reads the opening's shortlist, and as blind."""
    opening = readable(pk, reader=user_of(request))
    context: dict[str, Any] = {
        "section": "desk",
        "opening": opening,
        "held": held(opening),
        "blind": blind_by(opening),
    }
    try:
        found = teams_for(opening, reader=request.user)
    except UNUSABLE as error:
        return answer_without(request, "matching/teams.html", context, error)
    shown = teams_shown(opening, [*found.ranked, *found.ineligible])
    members = [one for team in shown for one in team.members]
    sights = [Sight(one.profile, named=bool(one.name)) for one in members]
    note_shown(request, sights, why=Where.TEAMS, opening=opening)
    context |= {"teams": shown[: len(found.ranked)], "ineligible": shown[len(found.ranked) :]}
    return render(request, "matching/teams.html", context)


@login_required
@require_safe
@never_cache
def my_teams(request: HttpRequest) -> HttpResponse:
    """The reader's own teams, what each covers of the openings that fit it best, and what nobody in it shows."""
    user = request.user
    assert isinstance(user, User)
    profile = Profile.objects.filter(user=user).first()
    hindrance = obstacle(user, profile)
    context: dict[str, Any] = {"section": "desk", "obstacle": hindrance}
    if profile is None or hindrance:
        context["own"] = Team.objects.visible_to(user)
        return render(request, "matching/my_teams.html", context)
    own = mine(profile)
    try:
        found = openings_for_teams(own, reader=user)
    except UNUSABLE as error:
        return answer_without(request, "matching/my_teams.html", context, error)
    openings = [opening for one in found for opening, _fit in one.fits]
    prefetch_related_objects(openings, "texts", "institution__texts", "base__texts")
    lines = {one.team.pk: [_line(opening, fit, profile) for opening, fit in one.fits] for one in found}
    context["teams"] = [(team, lines.get(team.pk)) for team in own]
    context["absent"] = {one.team.pk for one in found if one.absent}
    return render(request, "matching/my_teams.html", context)


def _line(opening: Opening, fit: TeamFit, profile: Profile) -> Line:
    me = next((i for i, member in enumerate(fit.members) if member.profile.pk == profile.pk), None)
    reasons = fit.members[me].eligibility.reasons if me is not None else ()
    return Line(
        opening,
        fit,
        mine=[one for one in fit.covered if one.member == me],
        theirs=[one for one in fit.covered if one.member != me],
        against_me=[reason for reason in reasons if reason.verdict is Verdict.UNMET],
    )
