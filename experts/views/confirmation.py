"""Is it still right? One click, from a letter without logging in, or from the overview."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.audience import user_of
from experts.domain.asking import Answer, confirm_profile, find
from experts.domain.profiles import ProfileIncomplete
from experts.models import Profile


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def still_right(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it changes nothing, for programs open links too: the button confirms."""
    asked = find(token)
    if asked is None:
        return render(
            request, "accounts/link_broken.html", {"section": "account", "profile": True}, status=410
        )
    answer: Answer | None = asked.answer  # None: emptied while it rested
    if request.method == "POST" and answer in (Answer.OPEN, Answer.RESTING):
        assert asked.profile.user is not None
        try:
            confirm_profile(asked.profile, by=asked.profile.user)
        except ProfileIncomplete:
            answer = None
        else:
            answer = Answer.GIVEN
    context = {"section": "account", "answer": answer, "profile": asked.profile}
    return render(request, "experts/still_right.html", context, status=410 if answer == Answer.OLDER else 200)


@login_required
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """The same from one's own overview."""
    user = user_of(request)
    try:
        confirm_profile(get_object_or_404(Profile, user=user), by=user)
        messages.success(request, _("Thank you: your profile is confirmed."))
    except ProfileIncomplete:
        messages.warning(
            request, _("This is still needed before openings can be compared with your profile.")
        )
        return redirect("experts:work")
    return redirect("experts:profile")
