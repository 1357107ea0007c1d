"""My profile: where it stands, and the switch that shows or hides it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from experts.domain.profiles import ProfileIncomplete, activate_profile, hide_profile
from experts.models import Profile
from experts.steps import way_of
from taxonomy.transitions import IllegalTransition


@login_required
@require_safe
@never_cache
def profile(request: HttpRequest) -> HttpResponse:
    """Before the first step: what it takes. Afterwards: what is done, what is open, what others see."""
    assert isinstance(request.user, User)
    own = Profile.objects.filter(user=request.user).prefetch_related("texts").first()
    context = {"section": "desk", "profile": own, "way": way_of(request.user)}
    return render(request, "experts/profile.html", context)


@login_required
@require_POST
def activate(request: HttpRequest) -> HttpResponse:
    """Show the profile, and go to what it finds. Clicked twice it is shown once."""
    assert isinstance(request.user, User)
    own = get_object_or_404(Profile, user=request.user)
    way = way_of(request.user)
    if not way.ready and way.next_open:
        messages.warning(
            request, _("This is still needed before openings can be compared with your profile.")
        )
        return redirect(way.next_open.url)
    try:
        activate_profile(own, by=request.user)
        messages.success(request, _("Your profile is active. These openings fit it."))
    except ProfileIncomplete:
        messages.warning(
            request, _("This is still needed before openings can be compared with your profile.")
        )
        return redirect("experts:work")
    except IllegalTransition:  # it is active already
        pass
    return redirect("matching:mine")


@login_required
@require_POST
def hide(request: HttpRequest) -> HttpResponse:
    """Nobody sees it any more, nothing is deleted, and one click shows it again."""
    assert isinstance(request.user, User)
    own = get_object_or_404(Profile, user=request.user)
    try:
        hide_profile(own, by=request.user)
        messages.success(
            request, _("Your profile is hidden: it is in no list any more. Nothing was deleted.")
        )
    except IllegalTransition:  # it is hidden already, or was never shown
        pass
    return redirect("experts:profile")
