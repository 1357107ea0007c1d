"""robots.txt, security.txt, the picture of a shared link."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from talentbridge.crawlers.pictures import NoSuchPicture, picture

DAY = 86_400  # seconds
# People and what is between them and hosts: nobody comes there without logging in, and nobody need try.
CLOSED = (
    "me/",
    "matches/",
    "profiles/",
    "searches/",
    "terms/",
    "reports/",
    "system/",
    "account/",
    "openings/*/shortlist/",
)
CLOSED_TO_ALL = ("/admin/", "/cms/", "/metrics", "/livez", "/readyz")
SECURITY_SPEAKS_FOR = timedelta(days=180)


@require_safe
@cache_control(public=True, max_age=DAY)
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; filters and pages of lists are one list, of which one address is enough."""
    closed = [f"/{language}/{path}" for language, _ in settings.LANGUAGES for path in CLOSED]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in (*CLOSED_TO_ALL, *closed)), ""]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=DAY)
def security(request: HttpRequest) -> HttpResponse:
    """Where a weakness is reported (RFC 9116). There is no such page until SECURITY_CONTACT is set."""
    if not settings.SECURITY_CONTACT:
        raise Http404("SECURITY_CONTACT is empty")
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {(timezone.now() + SECURITY_SPEAKS_FOR).strftime('%Y-%m-%dT00:00:00Z')}",
        "Preferred-Languages: en, zh",
        f"Canonical: {request.build_absolute_uri(reverse('security'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=DAY)
def share_picture(request: HttpRequest, name: str) -> HttpResponse:
    """PNG; 404 for what is no priority field."""
    try:
        return HttpResponse(picture(name), content_type="image/png")
    except NoSuchPicture as error:
        raise Http404(f"there is no picture for {name!r}") from error
