"""What is new for saved searches, by letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.domain import digests
from accounts.letters import send_letter
from accounts.models import Digest, User
from bases.models import Opening, SavedSearch
from matching.listing import listing

SHOWN = 5  # openings of one search in a letter
# Some hours less than the period: the task does not run to the second.
PERIODS = {Digest.DAILY: timedelta(hours=20), Digest.WEEKLY: timedelta(days=7) - timedelta(hours=4)}


@dataclass(frozen=True, slots=True)
class Part:
    search: SavedSearch
    openings: list[Opening]  # the newest first, SHOWN at most
    more: int


def send_due(now: datetime) -> int:
    """Write to everybody whose letter is due and who has something new; -> the number of letters.

    One transaction for each: whoever fails is tried again next time, and the others have theirs.
    """
    return sum(_send(user.pk, now) for user in due(now))


def due(now: datetime) -> list[User]:
    """Verified, active, with searches, and a period since the last letter."""
    late = Q()
    for digest, period in PERIODS.items():
        late |= Q(digest=digest) & (Q(digest_sent_at__isnull=True) | Q(digest_sent_at__lt=now - period))
    searches = SavedSearch.objects.filter(user=OuterRef("pk"))
    rows = User.objects.filter(late, Exists(searches), is_active=True, email_verified_at__isnull=False)
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
    if not parts:
        return 0
    total = len({opening.pk for part in parts for opening in part.openings}) + sum(
        part.more for part in parts
    )
    send_letter("digest", to=user.email, language=user.language, stop=stop, parts=parts, total=total)
    return 1


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
