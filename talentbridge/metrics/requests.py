"""Requests, counted and timed by view, method and class of status."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from prometheus_client import Histogram

from talentbridge.logs.requests import METHODS, QUIET, view_name
from talentbridge.metrics.registry import ours

# Around the 150 ms within which 95 of 100 lists and details are to be answered.
BUCKETS = (0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
# Editors that come with the libraries have hundreds of views: one name for each.
GROUPS = {"admin/": "admin", "cms/": "cms", "documents/": "documents"}

REQUESTS = Histogram(
    "talentbridge_request_seconds",
    "Time that a page took, by view, method and class of status.",
    ["view", "method", "status"],
    buckets=BUCKETS,
    registry=ours,
)


class RequestMetricsMiddleware:
    """Not used without METRICS_TOKEN: then nobody reads what it counts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.METRICS_TOKEN:
            raise MiddlewareNotUsed
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = perf_counter()
        response = self._get_response(request)
        count(request, response.status_code, seconds=perf_counter() - started)
        return response


def count(request: HttpRequest, status: int, *, seconds: float) -> None:
    """Static files have no view and are left out, and so is what supervisors ask for every few seconds."""
    view = name_of(request)
    if view in QUIET or (not view and status < 400):
        return
    method = request.method if request.method in METHODS else "other"
    REQUESTS.labels(view or "none", method, f"{status // 100}xx").observe(seconds)


def name_of(request: HttpRequest) -> str:
    """The view's name, or that of its group; "" where no address fits."""
    route = request.resolver_match.route if request.resolver_match else ""
    return next((name for start, name in GROUPS.items() if route.startswith(start)), view_name(request))
