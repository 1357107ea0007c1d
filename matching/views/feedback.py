"""A verdict on one line of a list, by POST alone; then the list again."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.audience import user_of
from accounts.models import User
from bases.models import Opening
from experts.models import Profile
from matching.choices import OpinionReason, Side
from matching.domain.feedback import say, take_back
from matching.domain.sides import speaks_for_host
from matching.forms_feedback import HostVerdict, PersonVerdict, VerdictForm
from matching.handles import opened
from matching.shortlists import person_of, readable
from matching.views.candidate import page_of
from matching.views.mine import obstacle


@require_POST
@login_required
def verdict(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a person on an opening's shortlist; for the owners and editors of its institution."""
    user = user_of(request)
    opening = readable(pk, reader=user)
    if not speaks_for_host(opening, by=user):
        raise PermissionDenied(_("Only owners and editors of the opening's institution say who fits it."))
    form = HostVerdict(request.POST)
    if not form.is_valid():
        person = person_of(opening, request.POST.get("pair", ""), reader=user)
        if person is None:
            return _refused(form)
        return page_of(request, opening, person, status=400, reject_form=form)
    people = Profile.objects.exclude(user=user)
    if form.verdict is not None:  # what was said of somebody who left can still be taken back
        people = people.matchable().visible_to(user)
    key = opened(opening.pk, form.cleaned_data["pair"])
    profile = people.filter(pk=key).first() if key is not None else None
    _take(request, form, opening, profile, side=Side.HOST, by=user, words=form.words_given)
    return redirect("matching:shortlist", pk=pk)


@require_POST
@login_required
def my_verdict(request: HttpRequest) -> HttpResponse:
    """Of an opening in the reader's own list."""
    user = user_of(request)
    profile = Profile.objects.filter(user=user).first()
    if profile is None or obstacle(user, profile):
        return redirect("matching:mine")  # the page says what is in the way
    form = PersonVerdict(request.POST)
    if not form.is_valid():
        return _refused(form)
    openings = Opening.objects.all()
    if form.verdict is not None:
        openings = Opening.objects.open().visible_to(user)
    opening = openings.filter(pk=form.cleaned_data["pair"]).first()
    _take(request, form, opening, profile, side=Side.PERSON, by=user)
    return redirect("matching:mine")


def _take(
    request: HttpRequest,
    form: VerdictForm,
    opening: Opening | None,
    profile: Profile | None,
    *,
    side: Side,
    by: User,
    words: tuple[str, str] = ("", ""),
) -> None:
    """Note what the form says, and tell so."""
    if opening is None or profile is None:
        messages.warning(request, _("This line is no longer in the list; nothing was changed."))
    elif form.verdict is None:
        take_back(opening, profile, side=side, by=by)
        messages.success(request, _("Taken back."))
    else:
        say(opening, profile, side=side, verdict=form.verdict, reason=form.reason_given, by=by, words=words)
        messages.success(request, _told(form.reason_given))


def _told(reason: OpinionReason | None) -> str:
    if reason is None:
        return _("Noted as fitting. The list is moved towards work like this.")
    if reason == OpinionReason.SUBJECT:
        return _("Set aside. The list is moved away from work like this.")
    return _("Set aside. This says nothing of the others, so the rest of the list stays as it was.")


def _refused(form: VerdictForm) -> HttpResponse:
    return HttpResponseBadRequest(form.errors.as_text(), content_type="text/plain; charset=utf-8")
