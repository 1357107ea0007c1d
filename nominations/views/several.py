"""Several drafts go out with one yes."""

from __future__ import annotations

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.stepping import CONFLICT
from experts.choices import NominationState
from experts.models import Nomination
from experts.querysets import NominationQuerySet
from nominations.buttons import mark
from nominations.domain.doubles import recommended_before
from nominations.domain.lists import Outcome, send_all
from nominations.domain.sending import left_today, missing
from nominations.turn import held_back
from nominations.views.guards import BOTH, attache_of

MOST = 200  # on the page
NUMBER = re.compile(r"[1-9][0-9]{0,8}")


@login_required
@require_http_methods(BOTH)
@never_cache
def send_drafts(request: HttpRequest) -> HttpResponse:
    """The complete ones, each with the mark of what was shown; those that changed meanwhile stay."""
    user = attache_of(request)
    status, trouble = 200, ""
    if request.method == "POST":
        chosen, stale = _chosen(request, user)
        if chosen:
            _tell(request, send_all(chosen, by=user), stale)
            return redirect("nominations:mine")
        status = CONFLICT if stale else 200
        trouble = (
            _("These drafts have changed or were sent meanwhile; look at where they stand now.")
            if stale
            else _("Tick at least one draft.")
        )
    drafts = list(_drafts(user)[:MOST])
    whole = [draft for draft in drafts if not missing(draft)]
    held = [draft for draft in whole if held_back(draft)]
    before = recommended_before(whole, by=user)
    ready = [draft for draft in whole if draft not in held and draft.pk not in before]
    context = {
        "section": "desk",
        "ready": [(draft, f"{draft.pk}:{mark(draft)}") for draft in ready],
        "unready": [draft for draft in drafts if missing(draft)],
        "held": held,
        "before": [draft for draft in whole if draft.pk in before and draft not in held],
        "left": left_today(user),
        "trouble": trouble,
    }
    return render(request, "nominations/several.html", context, status=status)


def _drafts(user: User) -> NominationQuerySet:
    rows = Nomination.objects.filter(nominated_by=user, state=NominationState.DRAFT)
    return rows.select_related("opening").prefetch_related("fields", "events").order_by("pk")


def _chosen(request: HttpRequest, user: User) -> tuple[list[Nomination], int]:
    """The ticked drafts as they were shown, and how many are not so any more."""
    ticked = dict(value.partition(":")[::2] for value in request.POST.getlist("draft"))
    keys = [int(key) for key in ticked if NUMBER.fullmatch(key)]
    there = [draft for draft in _drafts(user).filter(pk__in=keys) if ticked.get(str(draft.pk)) == mark(draft)]
    return there, len(ticked) - len(there)


def _tell(request: HttpRequest, outcome: Outcome, stale: int) -> None:
    sent, held = len(outcome.sent), len(outcome.held_back)
    asked, left = len(outcome.asked) + stale, len(outcome.left)
    said = (
        (messages.success, sent, ngettext("%(count)d letter went out.", "%(count)d letters went out.", sent)),
        (
            messages.warning,
            held,
            ngettext(
                "For %(count)d no letter was sent; its page says more.",
                "For %(count)d no letter was sent; their pages say more.",
                held,
            ),
        ),
        (
            messages.warning,
            asked,
            ngettext(
                "%(count)d draft needs a look: open its letter.",
                "%(count)d drafts need a look: open their letters.",
                asked,
            ),
        ),
        (
            messages.info,
            left,
            ngettext(
                "%(count)d draft waits for tomorrow: the number of letters of a day is reached.",
                "%(count)d drafts wait for tomorrow: the number of letters of a day is reached.",
                left,
            ),
        ),
    )
    for tell, number, words in said:
        if number:
            tell(request, words % {"count": number})
