"""What the site depends on, each asked once: what is wrong and what to do, in sentences fit for strangers.

The sentences are translated where they are shown: an answer may be shared by readers of both languages.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from time import perf_counter

from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from redis import AuthenticationError, RedisError, ResponseError

from search import broker
from search.backends.base import IndexMismatch, IndexUnavailable
from search.backends.registry import get_backend
from search.encoders.base import EncoderUnavailable
from search.engine import get_slots
from talentbridge import asking
from talentbridge.schema import missing_migrations

logger = logging.getLogger(__name__)

# Sessions, consents and the outbox carry times: hosts that differ by more are set wrongly, not just drifting.
MOST_SKEW = timedelta(minutes=1)
PATIENCE = 2.0  # seconds for the broker
SECONDS = 8.0  # for all of them together; a pool of connections to PostgreSQL gives up after five
OLDEST_REDIS = 6, 2  # the first that takes out and gives in one step what a page waits for


Sentence = str | Promise  # a Promise is translated when it is shown


class NotReady(Exception):
    """One sentence on what is wrong and what to do. No address, path or password: anybody may ask."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Answer:
    """What one dependency said."""

    milliseconds: float
    problem: Sentence = ""


Probe = Callable[[], None]


def ask_all(*, seconds: float = SECONDS) -> dict[str, Answer]:
    """Each dependency by name, within `seconds`. Raises nothing."""
    groups = _probes()
    found = asking.ask(
        {f"ready:{group}": partial(_ask_group, probes) for group, probes in groups.items()}, seconds=seconds
    )
    late = Answer(
        milliseconds=round(seconds * 1000, 1),
        problem=format_lazy(
            _("No answer within {seconds} seconds: look whether it hangs, and what the log says."),
            seconds=f"{seconds:g}",
        ),
    )
    return {
        name: found.get(f"ready:{group}", {}).get(name, late)
        for group, probes in groups.items()
        for name in probes
    }


def _probes() -> Mapping[str, Mapping[str, Probe]]:
    """Group -> name -> probe. Those of a group are asked one after the other, on one connection."""
    probes: dict[str, Mapping[str, Probe]] = {
        "database": {"database": _ask_database, "migrations": _ask_migrations, "clock": _ask_clock},
        "encoders": {"encoders": _ask_encoders},
        "index": {"index": _ask_index},
    }
    if broker.is_redis():
        probes["broker"] = {"broker": _ask_broker}
    return probes


def _ask_group(probes: Mapping[str, Probe]) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for name, probe in probes.items():
        started = perf_counter()
        problem: Sentence = ""
        try:
            probe()
        except NotReady as error:
            problem = error.sentence
            with override("en"):  # the log is in one language
                logger.error("Not ready, %s: %s", name, str(problem), exc_info=error.__cause__)
        except DatabaseError:
            logger.exception("Not ready, %s", name)
            # The others of the group would wait as long for the same.
            away = Answer(
                milliseconds=_since(started),
                problem=_("The database cannot be reached: start it, or correct DATABASE_URL."),
            )
            return answers | {other: away for other in probes if other not in answers}
        answers[name] = Answer(milliseconds=_since(started), problem=problem)
    return answers


def _since(started: float) -> float:
    return round((perf_counter() - started) * 1000, 1)


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
        redis = broker.client(patience=PATIENCE)
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
