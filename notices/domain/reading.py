"""What somebody has read. A notice is read once it was opened, once its page was shown, or once they say so."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone

from accounts.models import User
from notices.choices import Topic
from notices.models import Notice


def read(notice: Notice) -> None:
    if notice.read_at is None:
        read_these(notice.user, [notice.pk])


def read_these(user: User, pks: Collection[int]) -> None:
    Notice.objects.filter(user=user, pk__in=pks).unread().update(read_at=timezone.now())


def read_all(user: User, *, upto: int, topic: Topic | None = None) -> None:
    """Up to the primary key `upto`: what came after the page was shown was not seen."""
    rows = Notice.objects.filter(user=user, pk__lte=upto).unread()
    if topic:
        rows = rows.filter(topic=topic)
    rows.update(read_at=timezone.now())


def leading_to(user: User, path: str) -> Notice | None:
    """The newest notice whose page is `path`, a path without its language."""
    rows = Notice.objects.filter(user=user, address__startswith=path)
    return next((notice for notice in rows[:20] if notice.page == path), None)
