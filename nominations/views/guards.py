"""Who comes to which page."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.audience import admitted, user_of
from accounts.models import User
from experts.models import Nomination
from nominations.domain.rights import may_nominate

BOTH = ["GET", "HEAD", "POST"]


def attache_of(request: HttpRequest) -> User:
    """Whoever may recommend somebody today. Raises PermissionDenied."""
    return admitted(
        request.user, may_nominate, otherwise=_("Science attachés recommend people, while they hold a post.")
    )


def own(request: HttpRequest, pk: int) -> Nomination:
    """One that the reader wrote, whether or not they still hold the post; to others it has no such page."""
    rows = Nomination.objects.filter(nominated_by=user_of(request))
    found: Nomination = get_object_or_404(
        rows.select_related("opening", "profile", "nominated_by").prefetch_related("events", "fields"), pk=pk
    )
    return found
