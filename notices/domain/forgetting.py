"""What was read long ago is forgotten; what nobody ever read, a while later."""

from __future__ import annotations

from datetime import datetime, timedelta

from notices.models import Notice

READ = timedelta(days=180)
UNREAD = timedelta(days=730)


def forget(now: datetime) -> int:
    """-> how many. Running it twice forgets nothing twice."""
    gone = Notice.objects.filter(read_at__lt=now - READ).delete()[0]
    return gone + Notice.objects.filter(at__lt=now - UNREAD).delete()[0]
