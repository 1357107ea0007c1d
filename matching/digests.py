"""The letter of the day: notices that wait for it, what is new for saved searches and in what people follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.domain import digests
from accounts.domain.one_by_one import one_by_one
from accounts.letters import send_letter
from accounts.models import Digest, User
from accounts.zones import zone_of
from bases.models import Opening, SavedSearch
from bases.querysets import OpeningQuerySet
from experts.models import Publication
from matching.listing import listing
from matching.models import Follow
from matching.news import new_openings, new_publications
from notices.domain import daily, links

SHOWN = 5  # of each part of a letter
# Some hours less than the period: the task does not run to the second.
PERIODS = {Digest.DAILY: timedelta(hours=20), Digest.WEEKLY: timedelta(days=7) - timedelta(hours=4)}


@dataclass(frozen=True, slots=True)
class Part:
    search: SavedSearch
    openings: list[Opening]  # the newest first, SHOWN at most
    more: int
    found: frozenset[int]  # primary keys of all of them


@dataclass(frozen=True, slots=True)
class News:
    """Of what they follow. What stands in a part above is not said again."""

    openings: list[Opening]
    more_openings: int
    publications: list[Publication]
    more_publications: int

    @property
    def total(self) -> int:
        return len(self.openings) + self.more_openings + len(self.publications) + self.more_publications


@dataclass(frozen=True, slots=True)
class New:
    """In searches and in what they follow."""

    parts: list[Part]
    news: News
    total: int


def send_due(now: datetime) -> int:
    """Write to everybody whose letter is due and who has something new; -> the number of letters.

    One transaction for each: whoever's fails is logged and tried again next time; once the others have theirs, the
    first failure is raised.
    """
    sent = 0
    with one_by_one() as run:
        for user in due(now):
            with run.step(f"letter of news for user {user.pk}"):
                sent += _send(user.pk, now)
    return sent


def due(now: datetime) -> QuerySet[User]:
    """Verified and active: what is new is due, or notices wait; and no letter of either went out within the day."""
    rows = User.objects.filter(_late(now) | Q(daily.waits()), is_active=True, email_verified_at__isnull=False)
    return rows.exclude(daily.had_one(now)).order_by("pk")


def _late(now: datetime) -> Q:
    """They search or follow something, and a period has passed since they last heard of it."""
    late = Q()
    for digest, period in PERIODS.items():
        late |= Q(digest=digest) & (Q(digest_sent_at__isnull=True) | Q(digest_sent_at__lt=now - period))
    asked = Q(Exists(SavedSearch.objects.filter(user=OuterRef("pk"))))
    asked |= Q(Exists(Follow.objects.filter(user=OuterRef("pk"))))
    return late & asked


@transaction.atomic
def _send(pk: int, now: datetime) -> int:
    """One letter of both: what happened, and what is new."""
    user = User.objects.select_for_update(no_key=True).get(pk=pk)
    new = _new(user, now) if User.objects.filter(_late(now), pk=pk).exists() else None
    notices = daily.take_waiting(user, now)
    if not notices and not (new and new.total):
        return 0
    with override(user.language):
        told = daily.lines(notices, user.language)
        stop = (
            reverse("notices:stop", args=[links.seal(user, None)])
            if notices
            else reverse("accounts:stop_digest", args=[digests.seal(user)])
        )
    with timezone.override(zone_of(user)):
        send_letter(
            "digest",
            to=user.email,
            language=user.language,
            stop=stop,
            told=told,
            told_total=len(notices),
            told_more=len(notices) - len(told),
            new=new if new and new.total else None,
        )
    return 1


def _new(user: User, now: datetime) -> New:
    """Since they last heard of it; from here on that is `now`."""
    since = user.digest_sent_at or now - PERIODS[Digest(user.digest)]
    with override(user.language):
        parts = [part for search in user.saved_searches.all() if (part := _part(search, user, since, now))]
    user.digest_sent_at = now
    user.save(update_fields=["digest_sent_at"])
    searched = frozenset().union(*(part.found for part in parts))
    news = _news(user, since, now, searched)
    return New(parts, news, len(searched) + news.total)


def _news(user: User, since: datetime, until: datetime, searched: frozenset[int]) -> News:
    openings: OpeningQuerySet = new_openings(user, since=since, until=until).exclude(pk__in=searched)
    publications: QuerySet[Publication] = new_publications(user, since=since, until=until)
    return News(
        list(openings.for_cards()[:SHOWN]),
        max(0, openings.count() - SHOWN),
        list(publications[:SHOWN]),
        max(0, publications.count() - SHOWN),
    )


def _part(search: SavedSearch, user: User, since: datetime, until: datetime) -> Part | None:
    listed = listing(QueryDict(search.query), reader=user)
    if listed.form.errors:  # it asks for something that is no more
        return None
    new = listed.openings.filter(published_at__gt=since, published_at__lte=until)
    found = frozenset(new.values_list("pk", flat=True))
    if not found:
        return None
    shown = list(new.order_by("-published_at", "-pk").for_cards()[:SHOWN])
    return Part(search, shown, max(0, len(found) - SHOWN), found)
