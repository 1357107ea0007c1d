"""The page to which the link of a letter leads: everything that was written, and the person's answer.

To look changes nothing, so a program that follows the links of letters answers for nobody.
"""

from __future__ import annotations

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.models import User
from experts.choices import NominationState
from nominations.answering import Answering
from nominations.domain import never
from nominations.domain.ending import never_by_letter
from nominations.domain.links import Letter, find, is_there
from nominations.domain.rights import is_of
from nominations.views.guards import BOTH

GONE = 410


@require_http_methods(BOTH)
@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever has the letter; somebody who is logged in with another address is told that it is not for them."""
    try:
        letter = find(token)
    except BadSignature:
        return render(request, "nominations/link_broken.html", {"section": "account"}, status=GONE)
    reader = request.user if isinstance(request.user, User) else None
    if reader and not _went_to(letter, reader):
        return render(request, "accounts/not_yours.html", {"section": "account"}, status=403)
    nomination = letter.nomination
    if nomination is None or not is_there(nomination):
        asked = request.method == "POST" and request.POST.get("answer") == "never"
        return _ended(request, letter, token) if asked else _gone(request, letter)
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
        letter = find(token)
    except BadSignature:
        return render(request, "nominations/link_broken.html", {"section": "account"}, status=GONE)
    return _ended(request, letter, token)


def _went_to(letter: Letter, reader: User) -> bool:
    """The letter is theirs. Of a link that does not say to whom it went nothing is shown but that it ended."""
    if letter.nomination is not None:
        return is_of(letter.nomination, reader)
    return not letter.key or never.is_key_of(letter.key, reader.email)


def _ended(request: HttpRequest, letter: Letter, token: str) -> HttpResponse:
    kept = letter.nomination is not None and letter.nomination.state == NominationState.ACCEPTED
    if not never_by_letter(letter, token=token):
        return _gone(request, letter)
    return render(request, "nominations/gone.html", {"section": "account", "never": True, "kept": kept})


def _gone(request: HttpRequest, letter: Letter) -> HttpResponse:
    """With the button that ends further letters, where it can and has not done so."""
    can_end = bool(letter.key) and not never.holds(letter.key)
    return render(request, "nominations/gone.html", {"section": "account", "can_end": can_end}, status=GONE)
