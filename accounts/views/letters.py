"""Ending letters from within a letter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.domain import digests


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the token says for whom
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop_digest(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it changes nothing, for programs open links too."""
    user = digests.find(token)
    if user is None:
        return render(request, "accounts/link_broken.html", {"section": "account"}, status=410)
    if request.method == "POST":
        digests.stop(user)
    return render(request, "accounts/stop_digest.html", {"section": "account", "ended": user.digest == "off"})
