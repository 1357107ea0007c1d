"""How each thing that the site depends on is asked. When, and with what deadline: readiness.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from redis import AuthenticationError, Redis, RedisError, ResponseError
from redis.backoff import NoBackoff
from redis.retry import Retry

from search import broker
from search.backends.base import IndexMismatch, IndexUnavailable
from search.backends.registry import get_backend
from search.encoders.base import EncoderUnavailable
from search.engine import get_slots
from talentbridge.schema import missing_migrations

# Sessions, consents and the outbox carry times: hosts that differ by more are set wrongly, not just drifting.
MOST_SKEW = timedelta(minutes=1)
PATIENCE = 2.0  # seconds for the broker
OLDEST_REDIS = 6, 2  # the first that takes out and gives in one step what a page waits for

Probe = Callable[[], None]  # raises NotReady, or DatabaseError
Sentence = str | Promise  # a Promise is translated when it is shown


class NotReady(Exception):
    """One sentence on what is wrong and what to do. No address, path or password: anybody may ask."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def all_probes() -> Mapping[str, Mapping[str, Probe]]:
    """Group -> name -> probe. Those of a group are asked one after the other, on one connection."""
    probes: dict[str, Mapping[str, Probe]] = {
        "database": {"database": _ask_database, "migrations": _ask_migrations, "clock": _ask_clock},
        "encoders": {"encoders": _ask_encoders},
        "index": {"index": _ask_index},
    }
    if broker.is_redis():
        probes["broker"] = {"broker": _ask_broker}
    return probes


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_migrations() -> None:
    if missing := missing_migrations():
        raise NotReady(
            format_lazy(
                _("The database lacks {count} migrations: run manage.py migrate."), count=len(missing)
            )
        )


def _ask_clock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_TIMESTAMP")
        (said,) = cursor.fetchone()
    theirs = said if isinstance(said, datetime) else datetime.fromisoformat(said)  # SQLite: text, in UTC
    skew = abs(timezone.now() - (theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC)))
    if skew > MOST_SKEW:
        raise NotReady(
            format_lazy(
                _(
                    "This host's clock and the database's differ by {seconds} seconds: let both follow the same "
                    "time server."
                ),
                seconds=round(skew.total_seconds()),
            )
        )


def _ask_encoders() -> None:
    try:
        get_slots()  # loads no weights
    except EncoderUnavailable as error:
        raise NotReady(
            _(
                "The encoder that SEARCH_TEXT_ENCODER or SEARCH_ENGLISH_ENCODER names cannot be used: "
                "manage.py check says why."
            )
        ) from error


def _ask_index() -> None:
    try:
        get_backend().fetch(["profile:0"])  # nobody's: reads the index without reading anybody
    except IndexMismatch as error:
        raise NotReady(
            _("The index was made with other encoders or an older version: run manage.py rebuild_index.")
        ) from error
    except EncoderUnavailable:
        return  # said of the encoders
    except IndexUnavailable as error:
        raise NotReady(_("The index cannot be used: manage.py index_status says why.")) from error


def _ask_broker() -> None:
    try:
        # A connection of its own: one that stands already would not be asked for its password again.
        with Redis.from_url(
            settings.CELERY_BROKER_URL,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 0),
        ) as redis:
            version = str(redis.info("server")["redis_version"])
            try:
                kept = redis.config_get("appendonly", "save", "maxmemory-policy")
            except ResponseError:  # a service that others run shows its configuration to nobody
                kept = {"appendonly": "yes"}
    except (AuthenticationError, ResponseError) as error:  # a server without a password says the latter
        raise NotReady(_("Redis refuses our user or password: correct CELERY_BROKER_URL.")) from error
    except (RedisError, OSError, ValueError) as error:
        raise NotReady(_("Redis cannot be reached: start it, or correct CELERY_BROKER_URL.")) from error
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_REDIS:
        raise NotReady(
            format_lazy(
                _("Redis is of version {version}: install {oldest} or newer."),
                version=version,
                oldest=".".join(map(str, OLDEST_REDIS)),
            )
        )
    if kept.get("appendonly") != "yes" and not kept.get("save"):
        raise NotReady(_("Redis keeps nothing over a restart: set appendonly yes in its configuration."))
    if str(kept.get("maxmemory-policy", "")).startswith("allkeys-"):
        raise NotReady(
            _(
                "Redis throws tasks away when its memory is full: set maxmemory-policy volatile-lru in its "
                "configuration."
            )
        )
