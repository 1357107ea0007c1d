"""The way to ORCID, which may be away."""

from __future__ import annotations

from allauth.socialaccount.providers.openid_connect import views
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from requests import RequestException


def orcid_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Allauth's, but for a provider that does not answer."""
    try:
        answer: HttpResponse = views.login(request, provider_id)
    except RequestException:
        messages.error(
            request, _("ORCID does not answer at the moment. Try again later, or log in another way.")
        )
        return redirect("account_login")
    return answer
