"""Openings for me: the same match, read from the other side."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Purpose, User
from experts.choices import ProfileState
from experts.models import Profile
from matching.away import UNUSABLE, answer_without, stored_openings
from matching.domain.matcher import openings_for
from matching.domain.parts import PARTS
from matching.hearing import hearing_of_person
from search.documents import read_profile
from search.terminology.thesaurus import Suggestion, get_thesaurus


class Obstacle(StrEnum):
    """Why a person has no list yet, in the order in which they would be told."""

    NO_PROFILE = "no_profile"
    DRAFT = "draft"
    HIDDEN = "hidden"
    RESTING = "resting"
    UNVERIFIED = "unverified"
    NO_CONSENT = "no_consent"
    EMPTY = "empty"
    OBJECTED = "objected"


def obstacle(user: User, profile: Profile | None) -> Obstacle | None:
    """What keeps `user` out of ranked lists; None for somebody who is in them."""
    if profile is None:
        return Obstacle.NO_PROFILE
    if profile.state == ProfileState.DRAFT:
        return Obstacle.DRAFT
    if profile.state == ProfileState.HIDDEN:
        return Obstacle.HIDDEN
    if profile.state == ProfileState.RESTING:
        return Obstacle.RESTING
    if user.email_verified_at is None:
        return Obstacle.UNVERIFIED
    if not user.consents.live().filter(purpose=Purpose.MATCHING).exists():
        return Obstacle.NO_CONSENT
    if not read_profile(profile).says_something:
        return Obstacle.EMPTY
    if profile.objected_at is not None:
        return Obstacle.OBJECTED
    return None


@login_required
@require_safe
@never_cache
def my_openings(request: HttpRequest) -> HttpResponse:
    """Openings that fit the reader's own profile. `?plain=1`: without their verdicts."""
    user = request.user
    assert isinstance(user, User)
    profile = Profile.objects.filter(user=user).for_matching().first()
    hindrance = obstacle(user, profile)
    context: dict[str, Any] = {"section": "desk", "parts": PARTS, "obstacle": hindrance}
    if profile is None or hindrance:
        return render(request, "matching/my_openings.html", context)
    plain = request.GET.get("plain") == "1"
    try:
        found = openings_for(profile, reader=user, plain=plain)
    except UNUSABLE as error:
        stored = stored_openings(profile, reader=user)
        return answer_without(request, "matching/my_openings.html", context, error, stored=stored)
    lines = [*found.ranked, *found.ineligible, *found.aside]
    prefetch_related_objects([line.subject for line in lines], "texts", "institution__texts", "base__texts")
    context |= {
        "shortlist": found,
        "recognised": _recognised(profile),
        "in_another_language": read_profile(profile).in_another_language,
        "fitting": [line for line in found.ranked if line.score.strength.fits],
        "partial": [line for line in found.ranked if not line.score.strength.fits],
        "stored": dict(profile.matches.visible_to(user).values_list("opening_id", "pk")),
        "hearing": hearing_of_person(profile, reader=user, plain=plain),
    }
    return render(request, "matching/my_openings.html", context)


def _recognised(profile: Profile) -> list[Suggestion]:
    """Terms of ours in what the reader says of themselves, in the language that they read it in."""
    text = profile.text
    if text is None:
        return []
    return get_thesaurus().suggest("\n".join([text.headline, text.biography, "; ".join(text.keywords)]))
