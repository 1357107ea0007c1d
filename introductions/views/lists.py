"""All introductions of the reader: as a person, as staff of a host, as an officer."""

from __future__ import annotations

import re

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.audience import is_officer, user_of
from bases.addresses import bounded, neighbours
from bases.models import Opening
from bases.querysets import EDITORS
from experts.choices import Where
from experts.domain.looks import Sight
from introductions.querysets import going_on, waiting_for, with_unread
from introductions.shown import called, met
from introductions.turn import turn_of
from matching.choices import Side
from matching.models import Introduction
from matching.noting import note_shown

PER_PAGE = 20
NUMBER = re.compile(r"[0-9]{1,9}")


@login_required
@require_safe
@never_cache
def introductions(request: HttpRequest) -> HttpResponse:
    """`?of=person`, `host` or `officer`; `?opening=…` of one opening; `?past=1`: those that ended."""
    user, sent = user_of(request), bounded(request.GET, words=False)
    of = _side(request, sent.get("of", ""))
    past = sent.get("past") == "1"
    rows = Introduction.objects.visible_to(user)
    if of == Side.PERSON:
        rows = rows.filter(profile__user=user)
    elif of == Side.HOST:
        rows = rows.filter(opening__in=Opening.objects.staffed_by(user)).exclude(profile__user=user)
    if opening := sent.get("opening", ""):
        rows = rows.filter(opening=int(opening)) if NUMBER.fullmatch(opening) else rows.none()
    live = rows.filter(going_on())
    chosen = rows.exclude(pk__in=live.values("pk")) if past else live
    chosen = chosen.select_related("opening__institution", "profile", "exchange").prefetch_related(
        "opening__texts", "opening__institution__texts"
    )
    if of is not None:
        chosen = with_unread(chosen, of)
    page = Paginator(chosen.order_by("-created_at", "-pk"), PER_PAGE).get_page(sent.get("page"))
    if of != Side.PERSON:
        named = [Sight(row.profile, named=True) for row in page if met(row)]
        note_shown(request, named, why=Where.INTRODUCTION)
    edited = set(user.staff_memberships.filter(role__in=EDITORS).values_list("institution", flat=True))
    context = {
        "section": "desk",
        "of": of,
        "past": past,
        "ended": f"?of={of or 'officer'}&past=1",
        "page": page,
        "lines": [(row, turn_of(row, reader=_speaks(row, of, edited)), called(row)) for row in page],
        "counts": {
            "live": live.count(),
            "ended": rows.count() - live.count(),
            "waiting": waiting_for(live, of).count() if of else 0,
        },
        "neighbours": neighbours(sent, page),
        "both": _sides(request),
    }
    return render(request, "introductions/introductions.html", context)


def _speaks(row: Introduction, of: Side | None, edited: set[int]) -> Side | None:
    """Whose turn is told to a viewer of the host as it is told to an officer."""
    return None if of == Side.HOST and row.opening.institution_id not in edited else of


def _side(request: HttpRequest, asked: str) -> Side | None:
    """Of the sides that the reader has, the one asked for; else the first. None: an officer's list."""
    sides = _sides(request)
    if asked in sides:
        return Side(asked)
    if asked == "officer" and is_officer(request.user):
        return None
    return sides[0] if sides else (None if is_officer(request.user) else Side.PERSON)


def _sides(request: HttpRequest) -> list[Side]:
    user = user_of(request)
    sides = [Side.PERSON] if hasattr(user, "profile") else []
    return [*sides, Side.HOST] if user.staff_memberships.exists() else sides
