"""One candidate of a shortlist: why they fit, and what the host's team says of them among themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.audience import user_of
from accounts.models import User
from bases.models import Opening
from experts.choices import Where
from experts.domain.looks import Sight
from experts.models import Profile
from matching.away import UNUSABLE, why_for
from matching.choices import Vote
from matching.domain import team_words
from matching.domain.engine import engine_version
from matching.domain.rules.opening import held
from matching.domain.sides import speaks_for_host
from matching.domain.team_words import ConflictStands
from matching.forms_candidate import BACK, ConflictForm, NoteForm, VoteForm
from matching.forms_feedback import HostVerdict
from matching.handles import handle
from matching.hearing import hearing_of_host
from matching.models import CandidateNote
from matching.models.introduction import LIVE
from matching.noting import note_shown, sight_of
from matching.shortlists import line_of, person_of, readable
from matching.team_says import says_of

Answer = Callable[[HttpRequest, Opening, Profile, User], HttpResponse]


@login_required
@require_safe
@never_cache
def candidate(request: HttpRequest, pk: int, sealed: str) -> HttpResponse:
    """For whoever reads the shortlist, and as blind."""
    reader = user_of(request)
    opening = readable(pk, reader=reader)
    profile = person_of(opening, sealed, reader=reader)
    if profile is None:
        raise Http404
    return page_of(request, opening, profile)


def page_of(
    request: HttpRequest, opening: Opening, profile: Profile, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """The page, with a form that could not be taken in the place of an empty one."""
    reader = user_of(request)
    if held(opening):
        return redirect("matching:shortlist", pk=opening.pk)  # which says so
    prefetch_related_objects([opening.institution], "texts")
    says = says_of(opening, [profile], reader=reader).get(profile.pk)
    writes = says is not None and not says.own(reader) and speaks_for_host(opening, by=reader)
    context: dict[str, Any] = {
        "section": "desk",
        "opening": opening,
        "sealed": handle(opening.pk, profile.pk),
        "says": says,
        "writes": writes,
        "hearing": hearing_of_host(opening, reader=reader, plain=False),
        "introduction": opening.introductions.filter(profile=profile, state__in=LIVE).first(),
    }
    context["rejection"] = context["hearing"].given.get(profile.pk)
    if says and writes:
        context |= {
            "my_vote": says.vote_of(reader),
            "my_conflict": says.declared_by(reader),
            "note_form": NoteForm(),
            "vote_form": VoteForm(initial={"vote": mine.vote} if (mine := says.vote_of(reader)) else None),
            "conflict_form": ConflictForm(),
            "reject_form": HostVerdict(),
        } | forms
    try:
        context["candidate"] = line = line_of(opening, profile, reader=reader)
        sight = sight_of(line, engine=engine_version()) if line else Sight(profile)
    except UNUSABLE as error:
        context["trouble"] = why_for(reader, str(error)) or "-"
        sight = Sight(profile)
    note_shown(request, [sight], why=Where.CANDIDATE, opening=opening)
    return render(request, "matching/candidate_page.html", context, status=status)


def spoken_by_host(answer: Answer) -> Callable[..., HttpResponse]:
    """A form about a candidate, by POST: for owners and editors; who left the list meanwhile is told of."""

    @require_POST
    @login_required
    def view(request: HttpRequest, pk: int, sealed: str) -> HttpResponse:
        by = user_of(request)
        opening = readable(pk, reader=by)
        if not speaks_for_host(opening, by=by):
            raise PermissionDenied(
                _("Only owners and editors of the opening's institution write, vote and reject here.")
            )
        profile = None if held(opening) else person_of(opening, sealed, reader=by)
        if profile is None or profile.user_id == by.pk:
            messages.warning(request, _("This line is no longer in the list; nothing was changed."))
            return redirect("matching:shortlist", pk=pk)
        return answer(request, opening, profile, by)

    return view


@spoken_by_host
def note(request: HttpRequest, opening: Opening, profile: Profile, by: User) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        return page_of(request, opening, profile, status=400, note_form=form)
    team_words.write_note(opening, profile, by=by, **form.cleaned_data)
    messages.success(request, _("The note is saved for your team."))
    return _back(opening, profile, "team")


@spoken_by_host
def vote(request: HttpRequest, opening: Opening, profile: Profile, by: User) -> HttpResponse:
    if request.POST.get("step") == BACK:
        team_words.take_vote_back(opening, profile, by=by)
        messages.success(request, _("Your vote is taken back."))
        return _back(opening, profile, "team")
    form = VoteForm(request.POST)
    if not form.is_valid():
        return page_of(request, opening, profile, status=400, vote_form=form)
    try:
        team_words.cast_vote(opening, profile, vote=Vote(form.cleaned_data["vote"]), by=by)
    except ConflictStands:
        messages.error(
            request,
            _("You declared a conflict of interest with this person, so your vote was not taken."),
        )
        return page_of(request, opening, profile, status=409)
    messages.success(request, _("Your vote is noted."))
    return _back(opening, profile, "team")


@spoken_by_host
def conflict(request: HttpRequest, opening: Opening, profile: Profile, by: User) -> HttpResponse:
    if request.POST.get("step") == BACK:
        team_words.take_conflict_back(opening, profile, by=by)
        messages.success(request, _("Your declaration is taken back; you may vote again."))
        return _back(opening, profile, "conflicts")
    form = ConflictForm(request.POST)
    if not form.is_valid():
        return page_of(request, opening, profile, status=400, conflict_form=form)
    team_words.declare_conflict(opening, profile, by=by, **form.cleaned_data)
    messages.success(request, _("Your conflict of interest is noted; the team sees it."))
    return _back(opening, profile, "conflicts")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def note_deletion(request: HttpRequest, pk: int, note: int) -> HttpResponse:
    """Asks first. One's own alone; a second click finds it gone and says so."""
    by = user_of(request)
    opening = readable(pk, reader=by)
    rows = CandidateNote.objects.visible_to(by).filter(opening=opening, written_by=by)
    if request.method == "POST":
        row = rows.select_related("opening", "profile").filter(pk=note).first()
        if row is None:
            messages.warning(request, _("This note is no longer there; nothing was changed."))
            return redirect("matching:shortlist", pk=pk)
        if not speaks_for_host(opening, by=by):
            raise PermissionDenied(
                _("Only owners and editors of the opening's institution write, vote and reject here.")
            )
        team_words.delete_note(row, by=by)
        messages.success(request, _("The note is deleted."))
        return _back(opening, row.profile, "team")
    row = get_object_or_404(rows, pk=note)
    context = {"section": "desk", "opening": opening, "note": row, "sealed": handle(pk, row.profile_id)}
    return render(request, "matching/note_deletion.html", context)


def _back(opening: Opening, profile: Profile, anchor: str) -> HttpResponse:
    address = reverse("matching:candidate", args=[opening.pk, handle(opening.pk, profile.pk)])
    return redirect(f"{address}#{anchor}")
