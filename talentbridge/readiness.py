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
from redis import AuthenticationError, Redis, RedisError, ResponseError

from search.backends.base import IndexMismatch, IndexUnavailable
from search.backends.registry import get_backend
from search.encoders.base import EncoderUnavailable
from search.engine import get_slots
from search.indexing import aside
from search.models import IndexJob

logger = logging.getLogger(__name__)

# Sessions, consents and the outbox carry times: hosts that differ by more are set wrongly, not just drifting.
MOST_SKEW = timedelta(minutes=1)
PATIENCE = 2.0  # seconds for the broker
OLDEST_REDIS = 6, 2  # the first that takes out and gives in one step what a page waits for


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
        "encoders": _ask_encoders,
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


def _ask_encoders() -> None:
    try:
        get_slots()  # loads no weights
    except EncoderUnavailable as error:
        raise NotReady(
            "The encoder that SEARCH_TEXT_ENCODER or SEARCH_ENGLISH_ENCODER names cannot be used: "
            "manage.py check says why."
        ) from error


def _ask_index() -> None:
    try:
        get_backend().fetch(["profile:0"])  # nobody's: reads the index without reading anybody
    except IndexMismatch as error:
        raise NotReady(
            "The index was made with other encoders or an older version: run manage.py rebuild_index."
        ) from error
    except EncoderUnavailable:
        return  # said of the encoders
    except IndexUnavailable as error:
        raise NotReady("The index cannot be used: manage.py index_status says why.") from error


def _ask_broker() -> None:
    try:
        with Redis.from_url(
            settings.CELERY_BROKER_URL, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE
        ) as redis:
            version = str(redis.info("server")["redis_version"])
            try:
                kept = redis.config_get("appendonly", "save", "maxmemory-policy")
            except ResponseError:  # a service that others run shows its configuration to nobody
                kept = {"appendonly": "yes"}
    except (AuthenticationError, ResponseError) as error:  # a server without a password says the latter
        raise NotReady("Redis refuses our user or password: correct CELERY_BROKER_URL.") from error
    except (RedisError, OSError, ValueError) as error:
        raise NotReady("Redis cannot be reached: start it, or correct CELERY_BROKER_URL.") from error
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_REDIS:
        raise NotReady(
            f"Redis is of version {version}: install {OLDEST_REDIS[0]}.{OLDEST_REDIS[1]} or newer."
        )
    if kept.get("appendonly") != "yes" and not kept.get("save"):
        raise NotReady("Redis keeps nothing over a restart: set appendonly yes in its configuration.")
    if str(kept.get("maxmemory-policy", "")).startswith("allkeys-"):
        raise NotReady(
            "Redis throws tasks away when its memory is full: set maxmemory-policy volatile-lru in its configuration."
        )
