"""What holds for every page of somebody who is told things: how much is unread, and where a notice leads."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.audience import is_read, user_of
from notices.domain.addresses import without_language
from notices.domain.reading import leading_to, read_these
from notices.models import Notice

Answer = Callable[[HttpRequest], HttpResponse]
MOST = 99  # that a page counts
CLOSED = {403, 404}


class Unread:
    """Asks the database once, and only for a page that shows it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._path = without_language(request.path)

    @cached_property
    def rows(self) -> list[tuple[int, str]]:
        """Primary key, address; one more than MOST at most."""
        if not self._request.user.is_authenticated:
            return []
        rows = Notice.objects.filter(user=user_of(self._request)).unread().values_list("pk", "address")
        return list(rows[: MOST + 1])

    @property
    def here(self) -> list[int]:
        """Those that lead to this very page."""
        return [pk for pk, address in self.rows if urlsplit(address).path == self._path]

    @property
    def count(self) -> int:
        """Without those of this page: whoever sees it has read them."""
        return len(self.rows) - len(self.here)

    @property
    def was_shown(self) -> bool:
        return "rows" in self.__dict__


class NoticesMiddleware:
    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self._get_response(request)
        unread = request.unread = Unread(request)  # type: ignore[attr-defined]
        response = self._get_response(request)
        if request.method != "GET" or not response.get("Content-Type", "").startswith("text/html"):
            return response
        if response.status_code == 200 and unread.was_shown and unread.here and is_read(request):
            read_these(user_of(request), unread.here)
        elif response.status_code in CLOSED:
            return _closed(request, response)
        return response


def _closed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Whom a notice led to what is gone, or no longer theirs, reads so; anybody else gets the answer as it was."""
    if not request.user.is_authenticated:
        return response
    notice = leading_to(user_of(request), without_language(request.path))
    if notice is None:
        return response
    context = {"section": "notices", "notice": notice}
    return render(request, "notices/closed.html", context, status=response.status_code)
