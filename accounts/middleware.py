"""What holds for every page of somebody who is logged in: their time zone, and their second factor."""

from __future__ import annotations

from collections.abc import Callable
from time import time
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from accounts.roles import needs_second_factor
from accounts.zones import zone_of

Answer = Callable[[HttpRequest], HttpResponse]

CHECKED = "second_factor_checked"  # in the session: when, in seconds
SECONDS = 300  # after which a role that was given meanwhile is noticed
# What sets a factor up, and what leads out.
OPEN = ("account_", "mfa_", "usersessions_", "accounts:")


class TimeZoneMiddleware:
    """Times on pages are those of the reader's own zone, where they chose one."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        zone = zone_of(request.user) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        with timezone.override(zone):
            return self._get_response(request)


class SecondFactorMiddleware:
    """Whoever holds a role that sees other people's data sets a second factor up before anything else.

    Whoever has one was asked for it at log-in, by every way in.
    """

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        match = request.resolver_match
        if (
            not settings.SECOND_FACTOR_REQUIRED
            or match is None
            or match.view_name.startswith(OPEN)
            or not _lacks_one(request)
        ):
            return None
        query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return HttpResponseRedirect(f"{reverse('accounts:second_factor')}?{query}".rstrip("?"))


def _lacks_one(request: HttpRequest) -> bool:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return False
    if time() - request.session.get(CHECKED, 0) < SECONDS:
        return False
    if needs_second_factor(request.user) and not is_mfa_enabled(request.user):
        return True
    request.session[CHECKED] = int(time())
    return False
