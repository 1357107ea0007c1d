"""Where the index or an encoder cannot be used: the page answers all the same, says so, and shows what is stored."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.audience import Visitor, is_officer
from bases.models import Opening
from bases.shown import Shown, shown
from experts.models import Profile
from matching.blind import veiled_headline
from matching.domain.verdicts import said_by_host, said_by_person
from matching.models import Match
from matching.veils import veils_of
from search.backends.base import IndexUnavailable
from search.encoders.base import EncoderUnavailable

logger = logging.getLogger(__name__)

UNUSABLE = (IndexUnavailable, EncoderUnavailable)
MOST = 20  # stored lines on a page: as long as a list is


@dataclass(frozen=True, slots=True)
class Line:
    """A match as it was stored. `title`: the opening's, or the headline of a person who is read without a name."""

    match: Match
    title: Shown | None
    name: str = ""  # of a person who may be named


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a page shows in place of a list. `why` names machines and files, so it is for officers alone."""

    why: str
    lines: Sequence[Line] = ()


def answer_without(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    error: Exception,
    *,
    stored: Sequence[Line] = (),
) -> HttpResponse:
    """The page without its list. 200: nothing is wrong with what was asked, and the page holds what there is."""
    logger.warning("A list is left out: %s", error)
    trouble = Trouble(why_for(request.user, str(error)), stored)
    return render(request, template, context | {"trouble": trouble})


def why_for(reader: Visitor, error: str) -> str:
    """What officers are told of an error; nothing to others."""
    return error if is_officer(reader) else ""


def stored_people(opening: Opening, *, reader: Visitor) -> list[Line]:
    """Who was stored as fitting and may be shown at this moment, best first, as blind as the list."""
    rows = opening.matches.visible_to(reader).standing().exclude(profile__in=said_by_host(opening).aside)
    rows = rows.order_by("rank", "profile_id").for_explanation()
    found = list(rows.prefetch_related("profile__affiliations")[:MOST])
    veils = veils_of(opening, [match.profile for match in found])
    return [
        Line(match, veiled_headline(match.profile, veils.over(match.profile)), veils.name(match.profile))
        for match in found
    ]


def stored_openings(profile: Profile, *, reader: Visitor) -> list[Line]:
    """The openings that somebody was stored as fitting and that take applications at this moment, best first."""
    rows = profile.matches.visible_to(reader).standing().filter(opening__in=Opening.objects.open())
    rows = rows.exclude(opening__in=said_by_person(profile).aside).order_by("-total", "opening_id")
    rows = rows.select_related("opening").prefetch_related("opening__texts")
    return [Line(match, shown(match.opening, "title")) for match in rows[:MOST]]
