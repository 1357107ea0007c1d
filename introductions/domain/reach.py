"""Whom hosts may be introduced to at this moment: asked when an introduction begins, at each yes, and each hour."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import Purpose
from experts.choices import ProfileState
from experts.models import Profile
from experts.querysets import ProfileQuerySet, consented

NEEDED = (Purpose.MATCHING, Purpose.INSTITUTIONS)
SHOWN = (ProfileState.ACTIVE, ProfileState.RESTING)  # who rests was merely not asked lately


def reachable() -> ProfileQuerySet:
    """People with a confirmed address who show their profile and agree to be matched and shown to institutions. An
    objection to the ranking keeps nobody from being introduced."""
    ready = {"user__is_active": True, "user__email_verified_at__isnull": False, "state__in": SHOWN}
    return Profile.objects.filter(*(consented(purpose) for purpose in NEEDED), **ready)


def is_reachable(profile: Profile) -> bool:
    return reachable().filter(pk=profile.pk).exists()


Source = Callable[[], QuerySet[Any, Any]]
_sources: list[Source] = []


def register_coming_back(source: Source) -> None:
    """Called when the apps are ready. A source gives keys of users who are out of reach and may soon be back."""
    if source not in _sources:
        _sources.append(source)


def out_of_reach() -> Q:
    """Of introductions: nobody is introduced to the person, and nothing says that they will be back."""
    gone = ~Q(profile__in=reachable().values("pk"))
    for source in _sources:
        gone &= ~Q(profile__user__in=source())
    return gone
