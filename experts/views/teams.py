"""The pages of a team, for its people alone: to anybody else it does not exist."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.audience import user_of
from accounts.domain import offers
from accounts.domain.editing import ChangedMeanwhile
from accounts.domain.offers import NO_LETTER, NoLongerOpen, NotTheirs, TooMany
from accounts.models import User
from experts.domain import teams as domain
from experts.domain.teams import MOST_PEOPLE, NotNow, leads, read_team
from experts.forms.teams import CoverForm, TeamForm, TeamInvitationForm
from experts.models import Profile, Team, TeamInvitation, TeamMember

BOTH = ["GET", "HEAD", "POST"]


View = Callable[..., HttpResponse]


def tells_when_gone(view: View) -> View:
    """A team that was dissolved, or a person who left, while the step was on its way: the reader is told."""

    @wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Team.DoesNotExist, TeamMember.DoesNotExist, TeamInvitation.DoesNotExist):
            messages.info(request, _("The team was dissolved meanwhile, or the person has left it."))
            return redirect("matching:my_teams")

    return told


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
    team = _team(request, pk)
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
    team = _led(request, pk)
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
    row = _member(request, pk, member)
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


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before a step that is not taken back by a click."""

    title: Promise | str
    text: Promise | str
    button: Promise | str
    done: Promise | str
    harm: bool = True


LEAVE = Question(
    gettext_lazy("Leave the team?"),
    gettext_lazy("The team is matched without you from now on. To come back takes an invitation."),
    gettext_lazy("Leave the team"),
    gettext_lazy("You have left the team."),
)
TAKE_OUT = Question(
    gettext_lazy("Take this person out of the team?"),
    gettext_lazy("The team is matched without them from now on. To come back takes an invitation."),
    gettext_lazy("Take out of the team"),
    gettext_lazy("The person has left the team."),
)
HAND_OVER = Question(
    gettext_lazy("Hand the team over?"),
    gettext_lazy("From now on they invite, change and dissolve; you stay in the team. Open invitations end."),
    gettext_lazy("Hand over"),
    gettext_lazy("The team has another lead."),
    harm=False,
)
DISSOLVE = Question(
    gettext_lazy("Dissolve the team?"),
    gettext_lazy("It is gone for everybody in it, with its invitations; your profiles stay as they are."),
    gettext_lazy("Dissolve the team"),
    gettext_lazy("The team is dissolved."),
)


@login_required
@require_http_methods(BOTH)
@never_cache
@tells_when_gone
def team_leave(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    if done := _done_before(request, pk, member):
        return done
    user = user_of(request)
    row = _member(request, pk, member)
    own = row.profile.user_id == user.pk
    if not own and not leads(row.team, user):
        raise PermissionDenied(_("Only whoever leads the team does this."))
    onward = reverse("matching:my_teams") if own else reverse("experts:team", args=[pk])
    return _ask(
        request, row.team, LEAVE if own else TAKE_OUT, lambda: domain.leave(row, by=user), onward, row
    )


@login_required
@require_http_methods(BOTH)
@never_cache
@tells_when_gone
def team_hand_over(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    if done := _done_before(request, pk, member):
        return done
    user = user_of(request)
    team = _led(request, pk)
    row = _member(request, pk, member)
    onward = reverse("experts:team", args=[pk])
    return _ask(request, team, HAND_OVER, lambda: domain.hand_over(row, by=user), onward, row)


@login_required
@require_http_methods(BOTH)
@never_cache
@tells_when_gone
def team_dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    if done := _done_before(request, pk):
        return done
    user = user_of(request)
    team = _led(request, pk)
    return _ask(request, team, DISSOLVE, lambda: domain.dissolve(team, by=user), reverse("matching:my_teams"))


@login_required
@require_POST
@tells_when_gone
def team_withdraw(request: HttpRequest, pk: int, offer: int) -> HttpResponse:
    team = _led(request, pk)
    try:
        domain.withdraw(get_object_or_404(TeamInvitation, pk=offer, team=team), by=user_of(request))
        messages.success(request, _("The invitation is withdrawn; its link does nothing any more."))
    except NoLongerOpen as error:
        messages.error(request, str(error))
    return redirect("experts:team", pk=pk)


@require_http_methods(BOTH)
@never_cache
@tells_when_gone
def team_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a letter; nothing happens before a button is pressed."""
    offer = offers.find(TeamInvitation, token)
    if (
        offer
        and offer.accepted_at
        and Team.objects.visible_to(request.user).filter(pk=offer.team_id).exists()
    ):
        return redirect("experts:team", pk=offer.team_id)
    if offer is None or not offer.is_open:
        return render(request, "accounts/link_broken.html", {"section": "account"}, status=410)
    problem = ""
    if request.method == "POST" and isinstance(request.user, User):
        try:
            domain.accept(offer, by=request.user)
        except (NotTheirs, NoLongerOpen, NotNow) as error:
            problem = str(error)
        else:
            messages.success(request, _("Welcome to the team."))
            return redirect("experts:team", pk=offer.team_id)
    context = {
        "section": "account",
        "offer": offer,
        "title": offer.team.name,
        "lead": offer.team.about,
        "told": _(
            "The others in the team will see your name and what you cover. The team is matched with openings "
            "once you agreed to be matched. You can leave at any time."
        ),
        "problem": problem,
        "theirs": request.user.is_authenticated and request.user.email.lower() == offer.email.lower(),
    }
    return render(request, "accounts/invitation.html", context, status=409 if problem else 200)


def _done_before(request: HttpRequest, pk: int, member: int | None = None) -> HttpResponse | None:
    """The second click of two: the reader has no such team any more, or `member` is in none."""
    if request.method != "POST":
        return None
    if not Team.objects.visible_to(request.user).filter(pk=pk).exists():
        messages.info(request, _("You are in no such team: it is done already."))
        return redirect("matching:my_teams")
    if member is not None and not TeamMember.objects.filter(pk=member).exists():
        messages.info(request, _("The person is no longer in the team."))
        return redirect("experts:team", pk=pk)
    return None


def _team(request: HttpRequest, pk: int) -> Team:
    return get_object_or_404(Team.objects.visible_to(request.user).select_related("lead__user"), pk=pk)


def _led(request: HttpRequest, pk: int) -> Team:
    team = _team(request, pk)
    if not leads(team, user_of(request)):
        raise PermissionDenied(_("Only whoever leads the team does this."))
    return team


def _member(request: HttpRequest, pk: int, member: int) -> TeamMember:
    rows = TeamMember.objects.select_related("profile__user", "team__lead__user")
    return get_object_or_404(rows, pk=member, team=_team(request, pk))


def _rows(team: Team, user: User) -> list[Row]:
    """The lead first. Queries: two, whatever the number of people."""
    members = {row.profile_id: row for row in team.memberships.select_related("profile").order_by("pk")}
    people = {team.lead_id: team.lead} | {pk: row.profile for pk, row in members.items()}
    pool = set(Profile.objects.matchable().filter(pk__in=people).values_list("pk", flat=True))
    return [
        Row(profile, members.get(pk), pk == team.lead_id, profile.user_id == user.pk, pk in pool)
        for pk, profile in people.items()
    ]


def _ask(
    request: HttpRequest,
    team: Team,
    question: Question,
    step: Callable[[], None],
    onward: str,
    row: TeamMember | None = None,
) -> HttpResponse:
    """By GET the question, by POST the step."""
    if request.method == "POST":
        try:
            step()
        except NotTheirs as error:  # handed over a moment ago
            raise PermissionDenied(str(error)) from error
        except NotNow as error:
            messages.error(request, str(error))
            return redirect("experts:team", pk=team.pk)
        messages.success(request, str(question.done))
        return redirect(onward)
    context: dict[str, Any] = {"section": "desk", "team": team, "question": question, "row": row}
    return render(request, "experts/team_question.html", context)
