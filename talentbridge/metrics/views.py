"""`/metrics`."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from talentbridge.metrics.figures import Figures
from talentbridge.metrics.registry import counted


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Everything, for whoever has the token; without METRICS_TOKEN there is no such page."""
    if not settings.METRICS_TOKEN:
        raise Http404
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not constant_time_compare(token.strip(), settings.METRICS_TOKEN):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"}, content_type="text/plain")
    found = generate_latest(counted()) + generate_latest(Figures())
    return HttpResponse(found, content_type=CONTENT_TYPE_LATEST)
