"""Whether a request is one of a visitor for a page, and for which kind."""

from __future__ import annotations

import re

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.models import Page

from cms import models
from cms.models.usage import PageKind

VIEWS = {
    "matching:openings": PageKind.OPENINGS,
    "bases:opening": PageKind.OPENING,
    "bases:directory": PageKind.BASES,
    "bases:base": PageKind.BASE,
    "bases:institution": PageKind.HOST,
    "bases:programme": PageKind.PROGRAMME,
    "bases:framework": PageKind.PROGRAMME,
    "cms:search": PageKind.SEARCH,
}
TYPES = {
    models.HomePage: PageKind.HOME,
    models.FieldIndexPage: PageKind.FIELD,
    models.FieldPage: PageKind.FIELD,
    models.ChallengeIndexPage: PageKind.CHALLENGE,
    models.ChallengePage: PageKind.CHALLENGE,
    models.CountryIndexPage: PageKind.COUNTRY,
    models.CountryPage: PageKind.COUNTRY,
    models.ProgrammeIndexPage: PageKind.PROGRAMME,
    models.ProgrammePage: PageKind.PROGRAMME,
    models.NewsIndexPage: PageKind.NEWS,
    models.NewsArticlePage: PageKind.NEWS,
    models.StoryIndexPage: PageKind.STORY,
    models.StoryPage: PageKind.STORY,
    models.ResourceIndexPage: PageKind.RESOURCE,
    models.ResourcePage: PageKind.RESOURCE,
    models.TrainingIndexPage: PageKind.TRAINING,
    models.CoursePage: PageKind.TRAINING,
    models.GuideIndexPage: PageKind.GUIDE,
    models.GuidePage: PageKind.GUIDE,
    models.StatisticsPage: PageKind.STATISTICS,
    models.ContactPage: PageKind.CONTACT,
    models.StandardPage: PageKind.TEXT,
}
# Programs say so, most of them; what says nothing is none of a browser's.
_PROGRAM = re.compile(
    r"bot|crawl|spider|slurp|fetch|preview|monitor|headless|scan|curl|wget|http|python|java/|go-|ruby|perl",
    re.I,
)


def kind_of(request: HttpRequest, response: HttpResponseBase) -> PageKind | None:
    """None for what is not counted: parts of pages, errors, programs, whoever is logged in or asks not to be tracked.

    The request is read and forgotten; nothing of it is kept but the kind.
    """
    if request.method != "GET" or response.status_code != 200 or not _is_whole_page(request, response):
        return None
    if _asks_to_be_left_out(request) or _is_program(request.headers.get("User-Agent", "")):
        return None
    kind = _kind(request, response)
    return None if kind is None or request.user.is_authenticated else kind


def _is_whole_page(request: HttpRequest, response: HttpResponseBase) -> bool:
    fetched_ahead = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    html = response.headers.get("Content-Type", "").startswith("text/html")
    return html and not fetched_ahead and "HX-Request" not in request.headers


def _asks_to_be_left_out(request: HttpRequest) -> bool:
    """Do Not Track, Global Privacy Control."""
    return "1" in (request.headers.get("DNT"), request.headers.get("Sec-GPC"))


def _is_program(agent: str) -> bool:
    return not agent or bool(_PROGRAM.search(agent))


def _kind(request: HttpRequest, response: HttpResponseBase) -> PageKind | None:
    match = request.resolver_match
    name = match.view_name if match else ""
    if name != "wagtail_serve":
        return VIEWS.get(name)
    page = (getattr(response, "context_data", None) or {}).get("page")
    return TYPES.get(type(page)) if isinstance(page, Page) else None
