"""The broker as pages and saves use it: asked for a moment only, and left alone for a while once it was found away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from time import monotonic
from typing import Any, Protocol

from django.conf import settings
from kombu.exceptions import OperationalError
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

PATIENCE = 0.5  # seconds: a broker nearby answers within one thousandth of it
REST = 3.0  # seconds for which nobody of this process asks again

_away_until = 0.0


class BrokerAway(Exception):
    """Redis does not answer, or not in time. What was to be handed over is not."""


class Sendable(Protocol):
    """A Celery task."""

    def apply_async(self, args: tuple[Any, ...] = ..., **options: Any) -> Any: ...


def is_redis() -> bool:
    """Whether the broker is one that can be asked."""
    return settings.CELERY_BROKER_URL.startswith(("redis://", "rediss://"))


def client(*, patience: float = PATIENCE) -> Redis:
    """A client that waits for an answer so many seconds, and never tries again by itself."""
    return _client(settings.CELERY_BROKER_URL, patience)


def hand_over(task: Sendable, *args: Any) -> None:
    """Send the task to its queue. Raises BrokerAway, within a second."""
    with line():
        if is_redis():
            client().ping()  # quick to fail, which the sending is not
        task.apply_async(args, retry=False)


@contextmanager
def line() -> Iterator[None]:
    """Turns the errors of Redis into BrokerAway, and remembers them for REST seconds."""
    global _away_until
    if is_redis() and monotonic() < _away_until:
        raise BrokerAway("Redis did not answer a moment ago.")
    try:
        yield
    except (RedisError, OperationalError, OSError) as error:
        _away_until = monotonic() + REST
        raise BrokerAway(f"Redis does not answer ({type(error).__name__}).") from error


def forget() -> None:
    """Ask again at once, as a new process does."""
    global _away_until
    _away_until = 0.0


@cache
def _client(url: str, patience: float) -> Redis:
    return Redis.from_url(
        url,
        socket_timeout=patience,
        socket_connect_timeout=min(patience, PATIENCE),
        retry=Retry(NoBackoff(), 0),
    )
