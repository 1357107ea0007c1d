"""Whom the reader of an opening may see and invite: people of its list, and those whom another app names beside it."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q, QuerySet

from accounts.audience import Visitor
from bases.models import Opening
from experts.models import Profile
from experts.querysets import ProfileQuerySet

Named = Callable[[Opening, Visitor], QuerySet[Profile]]
_sources: list[Named] = []


def register(source: Named) -> None:
    """Called once for each source, when the apps are ready."""
    if source not in _sources:
        _sources.append(source)


def within_reach(opening: Opening, reader: Visitor) -> ProfileQuerySet:
    shown = Q(pk__in=Profile.objects.matchable().visible_to(reader).values("pk"))
    for source in _sources:
        shown |= Q(pk__in=source(opening, reader).values("pk"))
    return Profile.objects.filter(shown)
