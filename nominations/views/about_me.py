"""What attachés wrote about me."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.audience import user_of
from accounts.models import User
from experts.choices import NominationState
from experts.domain.orcid import connected_orcid
from experts.models import Nomination
from experts.querysets import NominationQuerySet
from nominations.answering import Answering
from nominations.domain import never
from nominations.domain.links import is_there
from nominations.turn import turn_for_person
from nominations.views.guards import BOTH

SHOWN = (NominationState.SENT, NominationState.ACCEPTED, NominationState.DECLINED)


def about(user: User) -> NominationQuerySet:
    """All that waits for this person, or that they answered and that is still there."""
    mine = Q(profile__user=user)
    if user.email_verified_at:
        mine |= Q(profile=None, email=user.email.lower())
    return Nomination.objects.filter(mine, state__in=SHOWN).select_related(
        "opening", "profile", "author", "post"
    )


@login_required
@require_safe
@never_cache
def about_me(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    rows = about(user).prefetch_related("opening__texts", "events", "nominated_by__attache_posts")
    context = {
        "section": "desk",
        "rows": [(row, turn_for_person(row)) for row in rows if is_there(row)],
        "no_letters": never.on_the_list(user.email, connected_orcid(user)),
    }
    return render(request, "nominations/about_me.html", context)


@login_required
@require_http_methods(BOTH)
@never_cache
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The same page as by the link of the letter."""
    user = user_of(request)
    nomination = about(user).filter(pk=pk).first()
    if nomination is None or not is_there(nomination):
        return render(request, "nominations/gone.html", {"section": "desk"}, status=410)
    answering = Answering(request, nomination, by=user)
    if request.method == "POST":
        answering.take()
        if answering.done:
            return redirect("nominations:about_me_one", pk=pk) if answering.stays else _never(request)
    return answering.page()


@login_required
@require_POST
def letters(request: HttpRequest) -> HttpResponse:
    """They want to be recommended again."""
    user = user_of(request)
    never.lift(user.email if user.email_verified_at else "", connected_orcid(user))
    messages.success(request, _("Attachés can recommend you again, and teams can invite you."))
    return redirect("nominations:about_me")


def _never(request: HttpRequest) -> HttpResponse:
    done = _(
        "Deleted. No attaché can recommend you here and no team invite you any more; below you can change your mind."
    )
    messages.success(request, done)
    return redirect("nominations:about_me")
