"""The bare address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, override


def front_door(request: HttpRequest) -> HttpResponseRedirect:
    """To the front page in the reader's language: of their account, else as their browser asks."""
    language = request.user.language if request.user.is_authenticated else get_language()
    with override(language):
        response = HttpResponseRedirect(reverse("wagtail_serve", args=[""]))
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response
