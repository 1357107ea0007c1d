"""People who objected to the automatic ranking: officers look by hand, and hosts read whom they name."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audience import admitted, is_officer, user_of
from accounts.models import User
from bases.addresses import bounded, neighbours
from bases.models import Opening
from experts.choices import Where
from experts.domain.looking import TELLING, Seen
from experts.domain.looks import Sight
from experts.domain.visibility import INSTITUTIONS, sections_open_to
from experts.models import Profile
from matching.as_others import Sheet, sheet_of
from matching.domain.sides import speaks_for_host
from matching.handles import handle
from matching.noting import note_shown
from matching.views.as_others import SHOWN_OF
from privacy.domain.reviewing import queue, readable_of, review
from privacy.forms import ReviewForm
from privacy.models import HandReview
from taxonomy.transitions import IllegalTransition

PER_PAGE = 25


@login_required
@require_safe
@never_cache
def by_hand(request: HttpRequest) -> HttpResponse:
    """The queue: the longest wait first, and how much was looked at."""
    _officer(request)
    page = Paginator(queue().prefetch_related("texts", "fields", "hand_reviews"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    people = [(one, sheet_for_officers(one)) for one in _with_all(page.object_list)]
    note_shown(request, [Sight(one) for one, _sheet in people], why=Where.REVIEW)
    context = {
        "section": "desk",
        "people": people,
        "page": page,
        "neighbours": neighbours(bounded(request.GET, words=False), page),
    }
    return render(request, "privacy/by_hand.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def by_hand_person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person, read without the name, and a word on one opening after the other."""
    officer = _officer(request)
    found = _with_all(queue().filter(pk=pk))
    if not found:
        messages.info(request, _("This person is no longer in the queue."))
        return redirect("privacy:by_hand")
    profile = found[0]
    form = ReviewForm(request.POST if request.method == "POST" else None)
    status = 400 if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        try:
            review(
                profile,
                form.cleaned_data["opening"],
                fits=form.cleaned_data["fits"],
                by=officer,
                reason=form.cleaned_data["reason"],
                language=get_language() or "en",
            )
        except IllegalTransition as error:
            form.add_error(None, str(error))
            status = 409
        else:
            messages.success(request, _("Noted; the person is told."))
            return redirect("privacy:by_hand_person", pk)
    note_shown(request, [Sight(profile)], why=Where.REVIEW)
    reviews = HandReview.objects.filter(profile=profile).select_related("opening", "by")
    context = {
        "section": "desk",
        "profile": profile,
        "sheet": sheet_for_officers(profile),
        "form": form,
        "reviews": reviews.prefetch_related("opening__texts"),
    }
    return render(request, "privacy/by_hand_person.html", context, status=status)


@login_required
@require_safe
@never_cache
def by_hand_opening(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom officers named for an opening, for the staff of its institution; read without names."""
    user = user_of(request)
    rows = Opening.objects.all() if is_officer(user) else Opening.objects.staffed_by(user)
    opening = rows.for_cards().filter(pk=pk).first()
    if opening is None:
        raise Http404
    reviews = {row.profile_id: row for row in readable_of(opening, user)}
    people = _with_all(Profile.objects.filter(pk__in=reviews))
    note_shown(request, [Sight(one) for one in people], why=Where.REVIEW, opening=opening)
    context: dict[str, Any] = {
        "section": "desk",
        "opening": opening,
        "people": [
            (reviews[one.pk], one, sheet_for_officers(one), handle(opening.pk, one.pk)) for one in people
        ],
        "writes": speaks_for_host(opening, by=user),
    }
    return render(request, "privacy/by_hand_opening.html", context)


def sheet_for_officers(profile: Profile) -> Sheet:
    """As an institution reads before anybody agreed to meet: without what tells who somebody is."""
    return sheet_of(profile, Seen(sections_open_to(INSTITUTIONS, profile) - TELLING, blind=True))


def _with_all(rows: Any) -> list[Profile]:
    keys = [row.pk for row in rows]
    found = Profile.objects.filter(pk__in=keys).prefetch_related(*SHOWN_OF, "hand_reviews")
    by_key = {one.pk: one for one in found}
    return [by_key[key] for key in keys if key in by_key]


def _officer(request: HttpRequest) -> User:
    return admitted(request.user, is_officer, otherwise=_("Programme officers review by hand."))
