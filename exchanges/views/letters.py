"""Letters: the paper for both sides, and the public page on which anybody checks one."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exchanges.looks import note_stay
from exchanges.models import IssuedLetter
from exchanges.models.letter import LENGTH
from exchanges.names import is_one_of
from exchanges.papers import PaperMissing, draw, said_in
from exchanges.rows import find
from taxonomy.choices import Language

TRIES = 10  # names for one code, an hour
HOUR = 3600


class NameForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name on the letter"), max_length=300)


class CodeForm(forms.Form):
    code = forms.CharField(label=gettext_lazy("Code on the letter"), max_length=60)


@login_required
@require_safe
@never_cache
def paper(request: HttpRequest, pk: int, letter: int) -> HttpResponse:
    """The PDF, for whoever sees the stay. One that no longer holds, or whose name was deleted, is not handed out."""
    row = find(pk, reader=request.user)
    found = get_object_or_404(row.letters.exclude(name=""), pk=letter, revoked_at=None)
    note_stay(request, row)
    try:
        made = draw(found)
    except PaperMissing:
        return render(request, "exchanges/no_paper.html", {"section": "desk", "exchange": row}, status=503)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{found.kind}-{row.pk}.pdf"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def enter(request: HttpRequest) -> HttpResponse:
    """For whoever holds a paper and has its code but not its address."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect("exchanges:verify", code=plain(form.cleaned_data["code"]) or "-")
    return render(request, "exchanges/enter.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Kind, host, opening and days of a genuine letter; never the name. Whoever holds the paper types the name that
    stands on it, and is told whether it is the one."""
    letter = IssuedLetter.objects.filter(code=plain(code)).first() if len(code) < 60 else None
    if letter is None:
        return render(request, "exchanges/unknown.html", {"code": code[:60]}, status=404)
    form, same, limited = NameForm(request.POST if request.method == "POST" else None), None, False
    if request.method == "POST" and form.is_valid():
        if _may_try(letter):
            same = is_one_of(form.cleaned_data["name"], letter.names)
        else:
            limited = True
    said = said_in(letter, get_language() or Language.EN)
    context: dict[str, Any] = {
        "letter": letter,
        "said": said,
        "form": form,
        "same": same,
        "named": bool(said["person"]),
    }
    if limited:
        form.add_error(None, _("Too many names were tried for this letter; come back in an hour."))
    answer = render(request, "exchanges/verify.html", context, status=429 if limited else 200)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def plain(code: str) -> str:
    """Without what people write between the fours, in capitals."""
    return re.sub(r"[^A-Z0-9]", "", code.upper())[: LENGTH + 1]


def _may_try(letter: IssuedLetter) -> bool:
    """A name is compared so many times an hour, whoever asks: nobody tries a list of names."""
    key = f"exchanges:names:{letter.pk}"
    cache.add(key, 0, HOUR)
    return cache.incr(key) <= TRIES
