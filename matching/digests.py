"""What is new for saved searches and in what people follow, by letter."""

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

    One transaction for each: whoever fails is tried again next time, and the others have theirs.
    """
    return sum(_send(user.pk, now) for user in due(now))


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
        parts = [part for search in user.saved_searches.all() if (part := _part(search, user, since))]
        stop = reverse("accounts:stop_digest", args=[digests.seal(user)])
    user.digest_sent_at = now
    user.save(update_fields=["digest_sent_at"])
    searched = {opening.pk for part in parts for opening in part.openings}
    news = _news(user, since, searched)
    total = len(searched) + sum(part.more for part in parts) + news.total
    if not total:
        return 0
    send_letter(
        "digest", to=user.email, language=user.language, stop=stop, parts=parts, news=news, total=total
    )
    return 1


def _news(user: User, since: datetime, searched: set[int]) -> News:
    openings: OpeningQuerySet = new_openings(user, since=since).exclude(pk__in=searched)
    publications: QuerySet[Publication] = new_publications(user, since=since)
    return News(
        list(openings.for_cards()[:SHOWN]),
        max(0, openings.count() - SHOWN),
        list(publications[:SHOWN]),
        max(0, publications.count() - SHOWN),
    )


def _part(search: SavedSearch, user: User, since: datetime) -> Part | None:
    listed = listing(QueryDict(search.query), reader=user)
    if listed.form.errors:  # it asks for something that is no more
        return None
    new = listed.openings.filter(published_at__gt=since, published_at__lte=timezone.now())
    number = new.count()
    if not number:
        return None
    return Part(
        search, list(new.order_by("-published_at", "-pk").for_cards()[:SHOWN]), max(0, number - SHOWN)
    )
