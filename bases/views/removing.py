"""Removing what somebody may have removed a moment ago."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

Kwargs = ParamSpec("Kwargs")
View = Callable[Concatenate[HttpRequest, Kwargs], HttpResponse]


def removed_once(view: View[Kwargs]) -> View[Kwargs]:
    """A double click removes once: what `view` does not find leads to the desk when it is to be removed.

    So does what others have, and nobody learns what exists.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Kwargs.args, **kwargs: Kwargs.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            if request.method != "POST":
                raise
            return redirect("matching:desk")

    return answer
