"""What is missing in my profile, and what it costs in matches."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from experts.models import Profile
from matching.away import UNUSABLE, answer_without
from matching.domain.meter import meter_of
from search.documents import read_profile


@login_required
@require_safe
@never_cache
def meter(request: HttpRequest) -> HttpResponse:
    """A page of its own; the page of the profile fetches the part of it that counts."""
    assert isinstance(request.user, User)
    profile = Profile.objects.filter(user=request.user).for_matching().first()
    if profile is None or not read_profile(profile).says_something:
        return redirect("experts:profile")
    template = "matching/meter.html" if request.headers.get("HX-Request") else "matching/meter_page.html"
    try:
        context = {"section": "desk", "meter": meter_of(profile)}
    except UNUSABLE as error:
        return answer_without(request, template, {"section": "desk"}, error)
    return render(request, template, context)
