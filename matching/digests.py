"""What is new for saved searches and in what people follow, by letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import override

from accounts.domain import digests
from accounts.domain.one_by_one import one_by_one
from accounts.letters import send_letter
from accounts.models import Digest, User
from bases.models import Opening, SavedSearch
from bases.querysets import OpeningQuerySet
from experts.models import Publication
from matching.listing import listing
from matching.models import Follow
from matching.news import new_openings, new_publications

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


def due(now: datetime) -> list[User]:
    """Verified, active, who search or follow something, and a period since the last letter."""
    late = Q()
    for digest, period in PERIODS.items():
        late |= Q(digest=digest) & (Q(digest_sent_at__isnull=True) | Q(digest_sent_at__lt=now - period))
    asked = Q(Exists(SavedSearch.objects.filter(user=OuterRef("pk"))))
    asked |= Q(Exists(Follow.objects.filter(user=OuterRef("pk"))))
    rows = User.objects.filter(late, asked, is_active=True, email_verified_at__isnull=False)
    return list(rows.order_by("pk"))


@transaction.atomic
def _send(pk: int, now: datetime) -> int:
    user = User.objects.select_for_update(no_key=True).get(pk=pk)
    if user.digest == Digest.OFF:
        return 0
    since = user.digest_sent_at or now - PERIODS[Digest(user.digest)]
    with override(user.language):
        parts = [part for search in user.saved_searches.all() if (part := _part(search, user, since, now))]
        stop = reverse("accounts:stop_digest", args=[digests.seal(user)])
    user.digest_sent_at = now
    user.save(update_fields=["digest_sent_at"])
    searched = frozenset().union(*(part.found for part in parts))
    news = _news(user, since, now, searched)
    total = len(searched) + news.total
    if not total:
        return 0
    send_letter(
        "digest", to=user.email, language=user.language, stop=stop, parts=parts, news=news, total=total
    )
    return 1


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
