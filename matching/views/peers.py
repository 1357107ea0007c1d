"""People like me: who works on the same subjects."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from experts.choices import Where
from experts.domain.looks import Sight
from experts.models import Profile
from matching.away import UNUSABLE, answer_without
from matching.domain.peers import EARLY, peers_of
from matching.noting import note_shown
from matching.views.mine import obstacle


@login_required
@require_safe
@never_cache
def my_peers(request: HttpRequest) -> HttpResponse:
    """People near the reader's own work, as far as they agreed to be shown."""
    user = request.user
    assert isinstance(user, User)
    profile = Profile.objects.filter(user=user).first()
    hindrance = obstacle(user, profile)
    context: dict[str, Any] = {"section": "desk", "obstacle": hindrance}
    if profile is None or hindrance:
        return render(request, "matching/my_peers.html", context)
    context["early"] = profile.career_stage in EARLY
    try:
        context["peers"] = peers = peers_of(profile, reader=user)
    except UNUSABLE as error:
        return answer_without(request, "matching/my_peers.html", context, error)
    note_shown(request, [Sight(one) for one in peers.people], why=Where.PEERS)
    return render(request, "matching/my_peers.html", context)
