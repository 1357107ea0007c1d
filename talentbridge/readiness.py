"""What the site depends on, each asked once: what is wrong and what to do, in sentences fit for strangers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import perf_counter

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import DurationField, ExpressionWrapper, F
from django.db.models.functions import Now
from django.utils import timezone
from redis import Redis, RedisError

from search.backends.base import IndexMismatch, IndexUnavailable
from search.backends.registry import get_backend
from search.encoders.base import EncoderUnavailable
from search.indexing import aside
from search.models import IndexJob

logger = logging.getLogger(__name__)

# Sessions, consents and the outbox carry times: hosts that differ by more are set wrongly, not just drifting.
MOST_SKEW = timedelta(minutes=1)
PATIENCE = 2.0  # seconds for the broker


class NotReady(Exception):
    """One sentence on what is wrong and what to do. No address, path or password: anybody may ask."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one dependency said."""

    milliseconds: float
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Backlog:
    """The outbox."""

    jobs: int  # that wait
    oldest_seconds: float  # how long the oldest job waits: how far the index is behind
    set_aside: int = 0  # subjects that failed too often through themselves


def ask_all() -> dict[str, Answer]:
    """Each dependency by name. Raises nothing."""
    return {name: _ask(name, probe) for name, probe in _probes().items()}


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


def _probes() -> Mapping[str, Callable[[], None]]:
    probes = {
        "database": _ask_database,
        "migrations": _ask_migrations,
        "clock": _ask_clock,
        "index": _ask_index,
    }
    if settings.CELERY_BROKER_URL.startswith(("redis://", "rediss://")):
        probes["broker"] = _ask_broker
    return probes


def _ask(name: str, probe: Callable[[], None]) -> Answer:
    started = perf_counter()
    problem = ""
    try:
        probe()
    except NotReady as error:
        problem = str(error)
        logger.error("Not ready, %s: %s", name, problem, exc_info=error.__cause__)
    except DatabaseError:
        problem = "The database cannot be reached: start it, or correct DATABASE_URL."
        logger.exception("Not ready, %s", name)
    return Answer(milliseconds=round((perf_counter() - started) * 1000, 1), problem=problem)


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_migrations() -> None:
    executor = MigrationExecutor(connection)
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady(f"The database lacks {len(plan)} migrations: run manage.py migrate.")


def _ask_clock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_TIMESTAMP")
        (said,) = cursor.fetchone()
    theirs = said if isinstance(said, datetime) else datetime.fromisoformat(said)  # SQLite: text, in UTC
    skew = abs(timezone.now() - (theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC)))
    if skew > MOST_SKEW:
        raise NotReady(
            f"This host's clock and the database's differ by {round(skew.total_seconds())} seconds: "
            "let both follow the same time server."
        )


def _ask_index() -> None:
    try:
        get_backend().fetch(["profile:0"])  # nobody's: reads the index without reading anybody
    except IndexMismatch as error:
        raise NotReady(
            "The index was made with other encoders or an older version: run manage.py rebuild_index."
        ) from error
    except (IndexUnavailable, EncoderUnavailable) as error:
        raise NotReady("The index cannot be used: manage.py index_status says why.") from error


def _ask_broker() -> None:
    try:
        with Redis.from_url(
            settings.CELERY_BROKER_URL, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE
        ) as redis:
            redis.ping()
            kept = redis.config_get("appendonly", "save")
    except (RedisError, OSError) as error:
        raise NotReady("Redis cannot be reached: start it, or correct CELERY_BROKER_URL.") from error
    if kept.get("appendonly") != "yes" and not kept.get("save"):
        raise NotReady("Redis keeps nothing over a restart: set appendonly yes in its configuration.")
