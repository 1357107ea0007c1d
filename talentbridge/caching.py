"""Redis as a cache whose absence costs time, never a page."""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any, ClassVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis import RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

# A page waits at most this long for Redis; whoever has waited in vain spares the rest of the process for a while.
SECONDS_FOR_A_CONNECTION = 0.5
SECONDS_FOR_AN_ANSWER = 1.0
SECONDS_OF_REST = 3.0


class ForgivingRedisCache(RedisCache):
    """Django's own; a Redis that does not answer is an empty cache that keeps nothing, and the log says so."""

    _rests_until: ClassVar[dict[str, float]] = {}  # by server: every thread has a cache object of its own

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        """`OPTIONS["longest"]`: nothing is kept for more seconds than that."""
        options = {
            "socket_connect_timeout": SECONDS_FOR_A_CONNECTION,
            "socket_timeout": SECONDS_FOR_AN_ANSWER,
            "retry": Retry(NoBackoff(), 0),  # without it the client asks three times more
            **params.get("OPTIONS", {}),
        }
        self._longest: int | None = options.pop("longest", None)
        self._server = server
        super().__init__(server, params | {"OPTIONS": options})

    def get_backend_timeout(self, timeout: Any = DEFAULT_TIMEOUT) -> float | None:
        """-> seconds; None: for ever."""
        seconds: float | None = super().get_backend_timeout(timeout)
        if self._longest is None:
            return seconds
        return self._longest if seconds is None else min(seconds, self._longest)

    def add(self, *args: Any, **kwargs: Any) -> Any:
        return self._try(super().add, args, kwargs, otherwise=True)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._try(super().get, (key, default, version), {}, otherwise=default)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._try(super().set, args, kwargs, otherwise=None)

    def touch(self, *args: Any, **kwargs: Any) -> Any:
        return self._try(super().touch, args, kwargs, otherwise=False)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return self._try(super().delete, args, kwargs, otherwise=False)

    def get_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._try(super().get_many, args, kwargs, otherwise={})

    def set_many(self, data: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        return self._try(super().set_many, (data, *args), kwargs, otherwise=list(data))

    def delete_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._try(super().delete_many, args, kwargs, otherwise=None)

    def has_key(self, *args: Any, **kwargs: Any) -> Any:
        return self._try(super().has_key, args, kwargs, otherwise=False)

    def incr(self, key: str, *args: Any, **kwargs: Any) -> Any:
        """Raises ValueError as for a key that is not there."""
        value = self._try(super().incr, (key, *args), kwargs, otherwise=None)
        if value is None:
            raise ValueError(f"Key {key!r} not found")
        return value

    def clear(self) -> Any:
        return self._try(super().clear, (), {}, otherwise=False)

    def _try(
        self, call: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], *, otherwise: Any
    ) -> Any:
        if monotonic() < self._rests_until.get(self._server, 0.0):
            return otherwise
        try:
            return call(*args, **kwargs)
        except (RedisError, OSError) as error:
            self._rests_until[self._server] = monotonic() + SECONDS_OF_REST
            # The kind of error alone: a connection's own words may hold its address.
            logger.warning("The cache in Redis does not answer (%s): going on without.", type(error).__name__)
            return otherwise
