"""The private feed: what is new in what somebody follows, at an address that nobody guesses and that they can end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.models import User
from bases.models import Opening
from experts.models import Publication
from matching.domain.following import reader_of
from matching.news import new_openings, new_publications
from matching.views.feeds import AN_HOUR, ENTRIES, speakable

DAYS = 90  # that an entry stays


@dataclass(frozen=True, slots=True)
class Entry:
    title: str
    link: str
    anchor: str  # of what has no page of its own; makes its id
    author: str
    text: str
    when: datetime


@require_safe
@cache_control(private=True, max_age=AN_HOUR)
def my_feed(request: HttpRequest, token: str) -> HttpResponseBase:
    user = reader_of(token)
    if user is None:
        raise Http404(_("This feed was closed, or has another address."))
    made = FollowingFeed(user, reverse("matching:my_feed", args=[token]))
    made.language = get_language()
    answer = made(request)
    answer["X-Robots-Tag"] = "noindex"
    return answer


class FollowingFeed(Feed[Entry, None]):
    """Openings and publications together, the newest first."""

    feed_type = Atom1Feed

    def __init__(self, user: User, address: str) -> None:
        self._user, self.feed_url = user, address

    def title(self, obj: None) -> str:
        return _("What I follow on TalentBridge")

    def link(self, obj: None) -> str:
        return reverse("matching:following")

    def items(self, obj: None) -> list[Entry]:
        now = timezone.now()
        span = {"since": now - timedelta(days=DAYS), "until": now}
        found = [_opening(row) for row in new_openings(self._user, **span).for_cards()[:ENTRIES]]
        found += [_publication(row) for row in new_publications(self._user, **span)[:ENTRIES]]
        return sorted(found, key=lambda entry: entry.when, reverse=True)[:ENTRIES]

    def item_title(self, item: Any) -> str:
        return speakable(item.title)

    def item_description(self, item: Entry) -> str:
        return escape(speakable(item.text))

    def item_link(self, item: Entry) -> str:
        return item.link + item.anchor

    def item_pubdate(self, item: Entry) -> datetime:
        return item.when

    def item_updateddate(self, item: Entry) -> datetime:
        return item.when

    def item_author_name(self, item: Entry) -> str:
        return speakable(item.author)


def _opening(row: Opening) -> Entry:
    host = row.institution.label
    assert row.published_at is not None
    link = reverse("bases:opening", args=[row.pk])
    return Entry(row.label, link, "", host, _("New opening"), row.published_at)


def _publication(row: Publication) -> Entry:
    name = row.profile.display_name
    link = f"https://doi.org/{row.doi}" if row.doi else reverse("matching:following")
    about = ", ".join(str(part) for part in (row.venue, row.year) if part)
    text = _("New in the record of %(name)s") % {"name": name} + (f": {about}" if about else "")
    return Entry(row.title, link, "" if row.doi else f"#publication-{row.pk}", name, text, row.added_at)
