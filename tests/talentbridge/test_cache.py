"""Redis as cache and for sessions: what it takes with it when it is away, or was flushed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache.backends.base import BaseCache
from django.test import Client
from pytest_django import Settings
from redis import Redis

from talentbridge.caching import ForgivingRedisCache
from talentbridge.settings.caches import SECONDS_OF_A_SESSION, in_redis
from tests.factories.users import UserFactory
from tests.services.ports import free_ports
from tests.services.proxy import proxy


@pytest.fixture(autouse=True)
def no_rest() -> Iterator[None]:
    ForgivingRedisCache._rests_until.clear()
    yield
    ForgivingRedisCache._rests_until.clear()


def use(settings: Settings, url: str) -> None:
    settings.CACHES = in_redis(url)
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
    settings.SESSION_CACHE_ALIAS = "sessions"


@pytest.fixture
def nobody_there() -> BaseCache:
    [port] = free_ports(1)
    return ForgivingRedisCache(f"redis://:secret@127.0.0.1:{port}/0", {})


def test_a_redis_that_is_away_is_an_empty_cache(nobody_there: Any) -> None:
    found = [
        nobody_there.get("key", "other"),
        nobody_there.set("key", 1),
        nobody_there.add("key", 1),
        nobody_there.touch("key"),
        nobody_there.delete("key"),
        nobody_there.get_many(["key"]),
        nobody_there.set_many({"key": 1}),
        nobody_there.delete_many(["key"]),
        "key" in nobody_there,
        nobody_there.get_or_set("key", lambda: 5),
        nobody_there.clear(),
    ]

    assert found == ["other", None, True, False, False, {}, ["key"], None, False, 5, False]
    with pytest.raises(ValueError, match="not found"):
        nobody_there.incr("key")


def test_a_redis_that_is_away_is_told_once_and_without_its_password(
    nobody_there: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            nobody_there.get("key")

    assert [record.getMessage() for record in caplog.records] == [
        "The cache in Redis does not answer (ConnectionError): going on without."
    ]


@pytest.mark.django_db
def test_people_log_in_read_and_log_out_while_redis_is_away(client: Client, settings: Settings) -> None:
    [port] = free_ports(1)
    use(settings, f"redis://127.0.0.1:{port}/0")

    client.force_login(UserFactory())
    inside = client.get("/en/me/")
    client.logout()

    assert inside.status_code == 200
    assert client.get("/en/me/").status_code == 302


@pytest.mark.service
@pytest.mark.django_db
def test_a_flushed_redis_logs_nobody_out(client: Client, settings: Settings, redis_url: str) -> None:
    url = f"{redis_url.rpartition('/')[0]}/13"
    use(settings, url)
    client.force_login(UserFactory())
    assert client.get("/en/me/").status_code == 200

    with Redis.from_url(url) as redis:
        kept = [key for key in redis.keys("*") if b"session" in key]
        lives = [redis.ttl(key) for key in kept]
        redis.flushdb()

    assert len(kept) == 1
    assert 0 < lives[0] <= SECONDS_OF_A_SESSION
    assert client.get("/en/me/").status_code == 200


@pytest.mark.service
def test_after_a_redis_that_hangs_nobody_asks_for_a_while(
    redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("talentbridge.caching.SECONDS_OF_REST", 3600)
    with proxy(redis_url) as between:
        cache: Any = ForgivingRedisCache(
            f"redis://127.0.0.1:{between.port}/13", {"OPTIONS": {"socket_timeout": 0.3}}
        )
        cache.set("key", "kept")
        assert cache.get("key") == "kept"

        between.stall()
        assert cache.get("key") is None
        between.resume()

        assert cache.get("key") is None
        ForgivingRedisCache._rests_until.clear()
        assert cache.get("key") == "kept"
