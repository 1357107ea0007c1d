"""One line for each request, and a number that joins it with whatever else is written meanwhile."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from time import perf_counter
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from structlog.contextvars import bound_contextvars

logger = logging.getLogger(__name__)

HEADER = "X-Request-ID"
SANE = re.compile(r"[A-Za-z0-9_-]{8,64}")  # a proxy's number; no sentence, no address, no second line
# Supervisors ask for these every few seconds.
QUIET = frozenset({"livez", "readyz", "metrics"})
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class RequestLogMiddleware:
    """Outermost, so that every record of the request carries its number. The answer carries it as well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = request_id(request)
        started = perf_counter()
        with bound_contextvars(request_id=number):
            response = self._get_response(request)
            _tell(request, response, seconds=perf_counter() - started)
        response[HEADER] = number
        return response


def request_id(request: HttpRequest) -> str:
    """The proxy's, if it looks like a number; else a new one."""
    given = request.headers.get(HEADER, "")
    return given if SANE.fullmatch(given) else uuid4().hex


def view_name(request: HttpRequest) -> str:
    """ "matching:desk": what the code calls it, so there are only so many; "" where no address fits."""
    match = request.resolver_match
    return match.view_name if match else ""


def _tell(request: HttpRequest, response: HttpResponse, *, seconds: float) -> None:
    view, status = view_name(request), response.status_code
    if status < 400 and (not view or view in QUIET):  # static files have no view
        return
    # Only if the view asked who it is: to look it up for the log would cost every page a query. A number, never a name.
    user = getattr(getattr(request, "_cached_user", None), "pk", None)
    told = {
        "view": view,
        "method": request.method if request.method in METHODS else "other",
        "status": status,
        "ms": round(seconds * 1000, 1),
    }
    logger.log(
        logging.ERROR if status >= 500 else logging.INFO,
        "Answered",
        extra=told | ({} if user is None else {"user": user}),
    )
