"""How the index and what is around it stand: outbox, documents on both sides, queues, the last rebuild and backup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import DurationField, ExpressionWrapper, F
from django.db.models.functions import Now

from accounts.models import AuditEvent
from search import broker
from search.backends.registry import get_backend
from search.indexing import aside
from search.indexing.rebuild import REBUILT
from search.indexing.subjects import READINGS
from search.models import IndexJob
from talentbridge.backups.keeping import BACKED_UP


@dataclass(frozen=True, slots=True)
class Backlog:
    """The outbox."""

    jobs: int  # that wait
    oldest_seconds: float  # how long the oldest job waits: how far the index is behind
    set_aside: int = 0  # subjects that failed too often through themselves


@dataclass(frozen=True, slots=True)
class Done:
    """Something that came to its end, when, and its figures."""

    at: datetime
    figures: Mapping[str, Any]


def read_backlog() -> Backlog:
    """Raises DatabaseError."""
    age = ExpressionWrapper(
        Now() - F("created"), output_field=DurationField()
    )  # by the database's clock alone
    waiting = IndexJob.objects.waiting()
    waited = (
        waiting.order_by("created").annotate(age=age).values_list("age", flat=True).first() or timedelta()
    )
    return Backlog(
        jobs=waiting.count(), oldest_seconds=max(0.0, waited.total_seconds()), set_aside=aside.count()
    )


def in_database() -> dict[str, int]:
    """kind -> how many subjects should be in the index. Raises DatabaseError."""
    return {kind: reading.matchable().count() for kind, reading in READINGS.items()}


def in_index() -> dict[str, int]:
    """kind -> how many documents are. Reads none of them. Raises IndexUnavailable, EncoderUnavailable."""
    backend = get_backend()
    return {kind: len(backend.digests(kind)) for kind in READINGS}


def in_queues() -> dict[str, int]:
    """Queue -> how many tasks wait for a worker; nothing without a Redis as broker. Raises BrokerAway."""
    if not broker.is_redis():
        return {}
    names = [queue.name for queue in settings.CELERY_TASK_QUEUES]
    with broker.line(), broker.client().pipeline(transaction=False) as pipeline:
        for name in names:
            pipeline.llen(name)
        return dict(zip(names, pipeline.execute(), strict=True))


def last_rebuild() -> Done | None:
    """The last one that served in the end."""
    return _last("index", REBUILT)


def last_backup() -> Done | None:
    """The last one that was written wholly."""
    return _last("backup", BACKED_UP)


def _last(thing: str, verb: str) -> Done | None:
    event = AuditEvent.objects.filter(object_type=thing, verb=verb).order_by("-at", "-pk").first()
    return Done(at=event.at, figures=event.after) if event else None
