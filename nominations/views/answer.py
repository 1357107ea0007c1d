"""The page to which the link of a letter leads: everything that was written, and the person's answer.

To look changes nothing, so a program that follows the links of letters answers for nobody.
"""

from __future__ import annotations

from contextlib import suppress

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.models import User
from experts.models import Nomination
from nominations.answering import Answering
from nominations.domain.ending import never_again
from nominations.domain.links import find, is_there
from nominations.domain.rights import is_of
from nominations.views.guards import BOTH
from taxonomy.transitions import IllegalTransition

GONE = 410


@require_http_methods(BOTH)
@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever has the letter; somebody who is logged in with another address is told that it is not for them."""
    try:
        nomination = find(token)
    except BadSignature:
        return render(request, "nominations/link_broken.html", {"section": "account"}, status=GONE)
    if nomination is None or not is_there(nomination):
        return render(request, "nominations/gone.html", {"section": "account"}, status=GONE)
    reader = request.user if isinstance(request.user, User) else None
    if reader and not is_of(nomination, reader):
        context = {"section": "account", "nomination": nomination}
        return render(request, "accounts/not_yours.html", context, status=403)
    answering = Answering(request, nomination, by=reader, token="" if reader else token)
    if request.method == "POST":
        answering.take()
        if answering.done:
            return (
                redirect(request.path)
                if answering.stays
                else render(request, "nominations/gone.html", {"section": "account", "never": True})
            )
    return answering.page()


@csrf_exempt  # mail programs press it (RFC 8058); the link itself is signed
@require_http_methods(BOTH)
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The button of mail programs that ends such letters: never again. To look leads to the page that asks."""
    if request.method != "POST":
        return redirect(f"{reverse('nominations:answer', args=[token])}#never")
    try:
        nomination = find(token)
    except BadSignature:
        return render(request, "nominations/link_broken.html", {"section": "account"}, status=GONE)
    if nomination is not None:
        with suppress(IllegalTransition, Nomination.DoesNotExist):  # answered before, or deleted
            never_again(nomination, by=None, token=token)
    return render(request, "nominations/gone.html", {"section": "account", "never": True})
