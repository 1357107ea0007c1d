"""The bare address, what is refused before any page sees it, and what a supervisor asks."""

from __future__ import annotations

from dataclasses import asdict

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_path, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from talentbridge import asking
from talentbridge.readiness import ask_all
from talentbridge.standing import read_backlog

SECONDS = 2.0  # for the outbox, once the database has answered


def front_door(request: HttpRequest) -> HttpResponseRedirect:
    """To the front page in the reader's language: of their account, else as their browser asks."""
    language = request.user.language if request.user.is_authenticated else get_language()
    with override(language):
        response = HttpResponseRedirect(reverse("wagtail_serve", args=[""]))
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def refuse_unsent(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What came without the token of a form: to be sent once more, unless it is a method that no page of ours takes."""
    if request.method != "POST" and get_language_from_path(request.path_info):
        return HttpResponseNotAllowed(["GET", "HEAD", "OPTIONS"])
    return render(request, "403_csrf.html", {"no_cookie": reason == REASON_NO_CSRF_COOKIE}, status=403)


def refuse_unread(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is larger than we read, or damaged. The page needs nothing of a request that may not be read at all."""
    kinds: dict[type[Exception], str] = {
        RequestDataTooBig: "large",
        TooManyFieldsSent: "fields",
        TooManyFilesSent: "files",
    }
    limits = {
        "what": kinds.get(type(exception), ""),
        "megabytes": f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE / 1e6:g}",
        "characters": f"{settings.TEXT_LIMIT:,}",
        "fields": f"{settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,}",
        "files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
    }
    return HttpResponse(render_to_string("400.html", limits), status=400)


@never_cache
@require_safe
def livez(request: HttpRequest) -> JsonResponse:
    """This process answers. Asks nothing else, so that a database's fault restarts no web process."""
    return JsonResponse({"status": "alive"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Each dependency with its latency, and the outbox; 503 with what is wrong and what to do."""
    answers = ask_all()
    backlog = None
    if not answers["database"].problem:
        backlog = asking.ask({"backlog": read_backlog}, seconds=SECONDS).get("backlog")
    problems = [str(answer.problem) for answer in answers.values() if answer.problem]
    return JsonResponse(
        {
            "status": "not ready" if problems else "ready",
            "problems": problems,
            "dependencies": {
                name: {"milliseconds": answer.milliseconds, "problem": str(answer.problem)}
                for name, answer in answers.items()
            },
            "outbox": backlog and asdict(backlog),
        },
        status=503 if problems else 200,
    )
