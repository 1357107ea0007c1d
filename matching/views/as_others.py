"""My profile as others see it: by the rules that decide it for them, veils included."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from experts.domain.looking import Viewer, look
from experts.models import Profile
from matching.as_others import sheet_of

SHOWN_OF = (
    "texts",
    "publications",
    "affiliations",
    "languages",
    "stays",
    "visibility",
    "external_ids",
    "fields",
)


@login_required
@require_safe
@never_cache
def as_others(request: HttpRequest) -> HttpResponse:
    """`?as=institutions` (the default), `everyone`, `attaches`, `introduced`."""
    assert isinstance(request.user, User)
    profile = Profile.objects.filter(user=request.user).prefetch_related(*SHOWN_OF).first()
    if profile is None:
        return redirect("experts:profile")
    asked = request.GET.get("as", "")
    viewer = Viewer(asked) if asked in Viewer.values else Viewer.INSTITUTIONS
    seen = look(profile, viewer)
    context = {
        "section": "desk",
        "viewers": [(one, one == viewer) for one in Viewer],
        "profile": profile,
        "viewer": viewer,
        "seen": seen,
        "sheet": sheet_of(profile, seen) if not seen.why_not else None,
    }
    return render(request, "matching/as_others.html", context)
