"""What waits for the daily letter. `matching.digests` writes it, with what is new in searches."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from notices.choices import Posting
from notices.domain.addresses import with_language
from notices.models import Notice

DAY = timedelta(hours=20)  # some hours less: the task does not run to the second
SHOWN = 20


def waits() -> Exists:
    """For a queryset of users: something waits."""
    return Exists(Notice.objects.filter(user=OuterRef("pk")).waiting())


def had_one(now: datetime) -> Q:
    """For a queryset of users: a daily letter, of either kind, went out within the day."""
    posted = Notice.objects.filter(user=OuterRef("pk"), posting=Posting.DIGEST, posted_at__gt=now - DAY)
    return Q(Exists(posted)) | Q(digest_sent_at__isnull=False, digest_sent_at__gt=now - DAY)


def take_waiting(user: User, now: datetime) -> list[Notice]:
    """They count as posted from here on, unless the transaction fails: whoever takes them first writes the letter."""
    if not Notice.objects.filter(user=user).waiting().update(posted_at=now):
        return []
    return list(Notice.objects.filter(user=user, posting=Posting.DIGEST, posted_at=now))


def lines(notices: list[Notice], language: str) -> list[tuple[str, str]]:
    """Title, address of the page: the newest SHOWN, in the active language."""
    return [(notice.title, with_language(notice.address, language)) for notice in notices[:SHOWN]]
