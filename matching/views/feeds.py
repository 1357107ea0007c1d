"""The list of openings for feed readers (Atom) and calendars (iCalendar), with the filters of its address.

Whoever subscribes is not logged in: both hold what everybody may see, and no more entries than they say.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from bases.calendars import calendar_of
from bases.models import Opening
from bases.shown import shown
from matching.listing import Listing, listing

ENTRIES = 50  # of a feed: the newest
EVENTS = 200  # of a calendar: the next
AN_HOUR = 3_600  # seconds for which an answer holds: readers ask again and again
# What XML cannot say, however it is escaped.
UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

View = Callable[[HttpRequest, Listing], HttpResponseBase]


def _of_listing(view: View) -> Callable[[HttpRequest], HttpResponseBase]:
    """Reads the question. A broken one is refused: nobody would see in a feed that a filter was left out."""

    @require_safe
    @cache_control(public=True, max_age=AN_HOUR)
    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponseBase:
        listed = listing(request.GET, reader=AnonymousUser())
        if listed.form.errors:
            lines = [
                f"{listed.form.fields[name].label}: {' '.join(map(str, errors))}"
                for name, errors in listed.form.errors.items()
            ]
            return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8", status=400)
        return view(request, listed)

    return answer


class OpeningFeed(Feed[Opening, Listing]):
    """Of a listing, the newest first."""

    feed_type = Atom1Feed

    def __init__(self, listed: Listing) -> None:
        self._listed = listed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Listing:
        return self._listed

    def title(self, obj: Listing) -> str:
        return speakable(_title(obj))

    def link(self, obj: Listing) -> str:
        return reverse("matching:openings") + obj.query

    def feed_url(self, obj: Listing) -> str:
        return reverse("matching:feed") + obj.query

    def items(self, obj: Listing) -> Any:
        return obj.openings.order_by("-published_at", "-pk").for_cards()[:ENTRIES]

    def item_title(self, item: Any) -> str:
        return speakable(item.label)

    def item_description(self, item: Opening) -> str:
        """HTML."""
        summary = shown(item, "summary")
        lines = [item.institution.label, str(summary.text) if summary else ""]
        return "<br>".join(escape(speakable(line)) for line in lines if line)

    def item_link(self, item: Opening) -> str:
        return reverse("bases:opening", args=[item.pk])

    def item_pubdate(self, item: Opening) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Opening) -> datetime:
        return item.updated_at

    def item_author_name(self, item: Opening) -> str:
        return speakable(item.institution.label)

    def item_categories(self, item: Opening) -> list[str]:
        return [str(field) for field in item.fields.all()]


@_of_listing
def feed(request: HttpRequest, listed: Listing) -> HttpResponseBase:
    made = OpeningFeed(listed)
    made.language = get_language()
    return made(request)


@_of_listing
def calendar(request: HttpRequest, listed: Listing) -> HttpResponseBase:
    openings = listed.openings.order_by("deadline", "pk").for_cards()[:EVENTS]
    made = calendar_of(
        openings,
        name=_title(listed),
        link_of=lambda one: request.build_absolute_uri(reverse("bases:opening", args=[one.pk])),
    )
    return HttpResponse(made, content_type="text/calendar; charset=utf-8")


def _title(listed: Listing) -> str:
    title = _("Exchange openings in international science")
    return " – ".join([title, *listed.said])


def speakable(text: str) -> str:
    return UNSPEAKABLE.sub(" ", text)
