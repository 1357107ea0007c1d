"""Addresses that people write by hand or a form makes, led to the one that the site uses."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language_from_path

from bases.addresses import LONGEST_ADDRESS, address

Answer = Callable[[HttpRequest], HttpResponse]


class OtherTag:
    """A language of ours under another tag: `zh`, `zh-CN`, `en-gb`. Its value is our own tag."""

    regex = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}"

    def to_python(self, value: str) -> str:
        """Raises ValueError for what is no language of ours, or is its own tag."""
        language = get_language_from_path(f"/{value}/")
        if language is None or value in dict(settings.LANGUAGES):
            raise ValueError(f"{value!r} is no other tag of a language of this site")
        return language.lower()

    def to_url(self, value: str) -> str:
        return value


def other_tag(request: HttpRequest, language: str, rest: str = "") -> HttpResponseRedirect:
    """To the same page under our own tag. Not for good: a variant may get a site of its own one day."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(f"/{language}/{quote(rest)}" + (f"?{query}" if query else ""))


class CleanAddressMiddleware:
    """A form without script sends each of its fields, blank ones as well: `?q=&field=energy` leads to `?field=energy`.

    On pages alone, which carry a language in their path; what no form of ours could have sent is left as it is.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._has_blanks(request):
            clean = address(request.GET, keep_page=True)
            return HttpResponseRedirect(quote(request.path) + ("" if clean == "?" else clean))
        return self.get_response(request)

    @staticmethod
    def _has_blanks(request: HttpRequest) -> bool:
        if request.method not in ("GET", "HEAD") or not get_language_from_path(request.path_info):
            return False
        sent = request.META.get("QUERY_STRING", "")
        if not sent or len(sent) > LONGEST_ADDRESS:
            return False
        return any(not value for _, values in request.GET.lists() for value in values)
