"""One click in a letter ends letters like it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from notices.choices import Posting
from notices.domain.links import opened
from notices.domain.wishes import end_daily, has_daily, posting_of, wish


@csrf_exempt  # mail programs press it (RFC 8058); the link itself is signed
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST does: programs that look at every link of a letter end nothing."""
    found = opened(token)
    if found is None:
        return render(request, "accounts/link_broken.html", {"section": "account"}, status=410)
    user, topic = found
    if request.method == "POST":
        if topic is None:
            end_daily(user)
        else:
            wish(user, topic, Posting.NEVER)
    ended = posting_of(user, topic) == Posting.NEVER if topic else not has_daily(user)
    return render(request, "notices/stop.html", {"section": "account", "topic": topic, "ended": ended})
