"""What a supervisor is told: by a site in order, and by one with each fault."""

from __future__ import annotations

import socket
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings
from redis import Redis

from search.backends.base import IndexMismatch, IndexUnavailable
from search.backends.memory import MemoryBackend
from search.models import IndexJob

pytestmark = pytest.mark.django_db


class MismatchedBackend(MemoryBackend):
    def fetch(self, ids):  # type: ignore[no-untyped-def]
        raise IndexMismatch("/srv/secret/path was made with other encoders.")


class BrokenBackend(MemoryBackend):
    def fetch(self, ids):  # type: ignore[no-untyped-def]
        raise IndexUnavailable("/srv/secret/path cannot be read.")


def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_a_site_in_order_is_ready(client: Client) -> None:
    response = client.get("/readyz")

    told = response.json()
    assert (response.status_code, told["status"], told["problems"]) == (200, "ready", [])
    assert list(told["dependencies"]) == ["database", "migrations", "clock", "encoders", "index"]
    assert told["outbox"] == {"jobs": 0, "oldest_seconds": 0.0, "set_aside": 0}


def test_the_outbox_tells_how_far_the_index_is_behind(client: Client) -> None:
    now = timezone.now()
    for seconds in (30, 90, 60):
        IndexJob.objects.create(kind="profile", object_id=1, created=now - timedelta(seconds=seconds))

    outbox = client.get("/readyz").json()["outbox"]

    assert outbox["jobs"] == 3
    assert outbox["oldest_seconds"] >= 90


def test_life_asks_nothing_of_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert client.get("/livez").status_code == 200


def test_a_missing_migration_is_named(client: Client) -> None:
    newest = MigrationRecorder(connection).migration_qs.filter(app="search").order_by("name").last()
    MigrationRecorder(connection).record_unapplied(newest.app, newest.name)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["problems"] == ["The database lacks 1 migrations: run manage.py migrate."]


def test_a_clock_that_is_hours_off_is_named(client: Client) -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["dependencies"]["clock"]["problem"].endswith(
        "let both follow the same time server."
    )


@pytest.mark.parametrize(
    ("backend", "remedy"), [("MismatchedBackend", "rebuild_index"), ("BrokenBackend", "index_status")]
)
def test_an_index_that_cannot_be_used_is_named_without_its_path(
    client: Client, settings: Settings, backend: str, remedy: str
) -> None:
    settings.SEARCH_BACKEND = f"{__name__}.{backend}"

    response = client.get("/readyz")

    assert response.status_code == 503
    assert remedy in response.json()["problems"][0]
    assert b"secret" not in response.content


def test_a_broker_that_is_away_is_named_without_its_password(client: Client, settings: Settings) -> None:
    settings.CELERY_BROKER_URL = f"redis://:secret@127.0.0.1:{closed_port()}/0"

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["problems"] == ["Redis cannot be reached: start it, or correct CELERY_BROKER_URL."]
    assert b"secret" not in response.content


@pytest.mark.service
def test_a_redis_that_keeps_nothing_is_named(client: Client, settings: Settings, redis_url: str) -> None:
    settings.CELERY_BROKER_URL = redis_url
    with Redis.from_url(redis_url) as redis:
        before = redis.config_get("appendonly", "save")
        try:
            assert client.get("/readyz").status_code == 200
            redis.config_set("appendonly", "no")
            redis.config_set("save", "")
            problems = client.get("/readyz").json()["problems"]
        finally:
            for name, value in before.items():
                redis.config_set(name, value)

    assert problems == ["Redis keeps nothing over a restart: set appendonly yes in its configuration."]
