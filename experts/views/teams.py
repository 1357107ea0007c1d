"""The pages of a team, for its people alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audience import user_of
from accounts.domain.editing import ChangedMeanwhile
from accounts.domain.offers import NO_LETTER, NotTheirs, TooMany
from accounts.models import User
from experts.domain import teams as domain
from experts.domain.teams import MOST_PEOPLE, NotNow, leads, read_team
from experts.forms.teams import CoverForm, TeamForm, TeamInvitationForm
from experts.models import Profile, Team, TeamInvitation, TeamMember
from experts.views.team_guards import BOTH, led, member_of, team_of, tells_when_gone


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody in the team. `member`: None of the lead of an older team, who has no row of their own."""

    profile: Profile
    member: TeamMember | None
    leads: bool
    own: bool
    counts: bool  # is in the pool now


@login_required
@require_http_methods(BOTH)
@never_cache
def team_add(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    profile = Profile.objects.filter(user=user).first()
    if profile is None:
        messages.info(request, _("People lead a team with their profile: begin here."))
        return redirect("experts:person")
    form = TeamForm(request.POST if request.method == "POST" else None, now=None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            team = domain.begin_team(profile, form.values, by=user)
        except NotNow as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The team stands. Now invite those who would come with you."))
            return redirect("experts:team", pk=team.pk)
    return render(request, "experts/team_form.html", {"section": "desk", "form": form})


@login_required
@require_http_methods(BOTH)
@never_cache
@tells_when_gone
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is in it, what each covers, why it is not matched yet; the lead invites."""
    user = user_of(request)
    team = team_of(request, pk)
    lead = leads(team, user)
    if request.method == "POST" and not lead:
        raise PermissionDenied(_("Only whoever leads the team does this."))
    form = TeamInvitationForm(
        request.POST if request.method == "POST" else None,
        instance=TeamInvitation(team=team),
        initial={"language": user.language},
    )
    if request.method == "POST" and form.is_valid():
        try:
            sent = domain.invite(form.save(commit=False), by=user, language=form.cleaned_data["language"])
        except NotTheirs as error:  # handed over a moment ago
            raise PermissionDenied(str(error)) from error
        except NotNow as error:
            form.add_error(None, str(error))
        except TooMany as error:
            form.add_error("email", str(error))
        else:
            if sent:
                messages.success(
                    request, _("The invitation is on its way to %(address)s.") % {"address": sent.email}
                )
                return redirect("experts:team", pk=pk)
            form.add_error("email", NO_LETTER)
    rows = _rows(team, user)
    invitations = list(team.invitations.all()[:50])
    counting = sum(row.counts for row in rows)
    lead_counts = any(row.leads and row.counts for row in rows)
    context = {
        "section": "desk",
        "team": team,
        "lead": lead,
        "rows": rows,
        "form": form,
        "invitations": invitations,
        "waiting": sum(offer.is_open for offer in invitations),
        "alone": len(rows) == 1,
        "lead_counts": lead_counts,
        "me_counts": any(row.own and row.counts for row in rows),
        "counting": counting,
        "matched": lead_counts and counting > 1,
        "most": MOST_PEOPLE,
    }
    return render(request, "experts/team.html", context)


@login_required
@require_http_methods(BOTH)
@never_cache
@tells_when_gone
def team_change(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    team = led(request, pk)
    form = TeamForm(request.POST if request.method == "POST" else None, now=read_team(team), user=user)
    if request.method == "POST" and form.is_valid():
        try:
            domain.change_team(team, form.values, seen=form.seen_mark, by=user)
        except ChangedMeanwhile as error:
            form.parted(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("experts:team", pk=pk)
    return render(request, "experts/team_form.html", {"section": "desk", "form": form, "team": team})


@login_required
@require_http_methods(BOTH)
@never_cache
@tells_when_gone
def team_cover(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """What somebody covers: they say it themselves, or the lead does."""
    user = user_of(request)
    row = member_of(request, pk, member)
    if row.profile.user_id != user.pk and not leads(row.team, user):
        raise PermissionDenied(_("Only whoever leads the team does this."))
    form = CoverForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST" and form.is_valid():
        domain.say_cover(get_object_or_404(TeamMember, pk=member), form.cleaned_data["covers"], by=user)
        messages.success(request, _("Saved."))
        return redirect("experts:team", pk=pk)
    return render(
        request, "experts/team_cover.html", {"section": "desk", "team": row.team, "row": row, "form": form}
    )


def _rows(team: Team, user: User) -> list[Row]:
    """The lead first. Queries: two, whatever the number of people."""
    members = {row.profile_id: row for row in team.memberships.select_related("profile").order_by("pk")}
    people = {team.lead_id: team.lead} | {pk: row.profile for pk, row in members.items()}
    pool = set(Profile.objects.matchable().filter(pk__in=people).values_list("pk", flat=True))
    return [
        Row(profile, members.get(pk), pk == team.lead_id, profile.user_id == user.pk, pk in pool)
        for pk, profile in people.items()
    ]
