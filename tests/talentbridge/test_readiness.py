"""What a supervisor is told: by a site in order, and by one with each fault."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta
from threading import Event

import pytest
import time_machine
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings
from redis import Redis

from search.backends.base import IndexMismatch, IndexUnavailable
from search.backends.memory import MemoryBackend
from search.models import IndexJob
from talentbridge import asking
from talentbridge.readiness import ask_all

pytestmark = pytest.mark.django_db


class MismatchedBackend(MemoryBackend):
    def fetch(self, ids):  # type: ignore[no-untyped-def]
        raise IndexMismatch("/srv/secret/path was made with other encoders.")


class BrokenBackend(MemoryBackend):
    def fetch(self, ids):  # type: ignore[no-untyped-def]
        raise IndexUnavailable("/srv/secret/path cannot be read.")


class HangingBackend(MemoryBackend):
    asked = 0
    returns = Event()

    def fetch(self, ids):  # type: ignore[no-untyped-def]
        type(self).asked += 1
        self.returns.wait(60)
        return super().fetch(ids)


@pytest.fixture
def hanging(settings: Settings) -> Iterator[type[HangingBackend]]:
    settings.SEARCH_BACKEND = f"{__name__}.HangingBackend"
    HangingBackend.asked = 0
    HangingBackend.returns.clear()
    yield HangingBackend
    HangingBackend.returns.set()
    assert asking.ask({"ready:index": dict}, seconds=60)  # the next test asks anew


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


@pytest.mark.django_db(transaction=True)
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


@pytest.mark.django_db(transaction=True)
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


def test_sentences_are_in_the_language_that_is_asked_for(client: Client, settings: Settings) -> None:
    settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{closed_port()}/0"

    response = client.get("/readyz", HTTP_ACCEPT_LANGUAGE="zh-hans")

    assert response.json()["problems"] == ["无法连接 Redis：请启动它，或更正 CELERY_BROKER_URL。"]


def test_the_files_of_migrations_are_read_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.get("/readyz")

    monkeypatch.setattr(MigrationLoader, "build_graph", None)

    assert client.get("/readyz").status_code == 200


def test_an_index_that_hangs_is_named_and_the_others_answer(hanging: type[HangingBackend]) -> None:
    answers = ask_all(seconds=0.5)

    assert [name for name, answer in answers.items() if answer.problem] == ["index"]
    assert str(answers["index"].problem).startswith("No answer within 0.5 seconds:")


def test_what_hangs_is_not_asked_again_by_everybody_who_comes(hanging: type[HangingBackend]) -> None:
    for _ in range(3):
        ask_all(seconds=0.1)

    assert hanging.asked == 1


def test_who_never_answers_is_given_up_in_the_end(
    hanging: type[HangingBackend], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "SECONDS_OF_HOPE", 0.0)
    for _ in range(3):
        ask_all(seconds=0.1)

    assert hanging.asked == 3


def test_a_question_that_fails_unexpectedly_is_no_answer() -> None:
    def fails() -> int:
        raise ZeroDivisionError

    assert asking.ask({"fails": fails, "answers": lambda: 1}, seconds=60) == {"answers": 1}


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
