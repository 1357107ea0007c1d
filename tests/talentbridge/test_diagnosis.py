"""A database or Redis that cannot be used: one sentence that names it and the remedy, and never the password."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db.utils import ConnectionHandler
from pytest_django import Settings
from redis import Redis

from talentbridge import diagnosis, probes, readiness
from talentbridge.diagnosis import database_problem
from talentbridge.settings.environment import Environment
from tests.services.ports import free_ports
from tests.services.redis_server import redis_server
from tests.talentbridge.test_settings import COMPLETE, python


def connection_to(url: str) -> Any:
    return ConnectionHandler({"default": Environment.db_url_config(url)})["default"]


def with_(url: str, *, password: str | None = None, database: str | None = None) -> str:
    parts = urlsplit(url)
    known = f"{parts.username}:{password or parts.password}@{parts.hostname}:{parts.port}"
    return urlunsplit(parts._replace(netloc=known, path=f"/{database}" if database else parts.path))


@pytest.mark.processes
@pytest.mark.parametrize("command", [("migrate",), ("check", "--database", "default")])
def test_a_server_that_is_away_is_named_before_anything_is_done(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    [port] = free_ports(1)
    url = f"postgres://somebody:secret@127.0.0.1:{port}/talent"

    done = python(
        "manage.py", *command, settings="development", folder=tmp_path, environment={"DATABASE_URL": url}
    )

    assert done.returncode == 1
    assert (
        f"(talentbridge.E004) PostgreSQL at 127.0.0.1:{port} cannot be reached: start it, or correct DATABASE_URL."
        in done.stderr
    )
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr


@pytest.mark.processes
def test_an_unmigrated_database_is_named_by_a_check_of_all_services(tmp_path: Path) -> None:
    environment = COMPLETE | {"DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3"}

    done = python("manage.py", "check", "--deploy", "--database", "default", settings="production",
                  folder=tmp_path, environment=environment)  # fmt: skip

    assert done.returncode == 1
    assert "(talentbridge.E005) The database lacks " in done.stderr
    assert "migrations: run manage.py migrate." in done.stderr


@pytest.mark.processes
def test_a_check_without_a_database_asks_no_service(tmp_path: Path) -> None:
    [port] = free_ports(1)
    environment = COMPLETE | {"DATABASE_URL": f"postgres://somebody:secret@127.0.0.1:{port}/talent"}

    done = python(
        "manage.py", "check", "--deploy", settings="production", folder=tmp_path, environment=environment
    )

    assert (done.returncode, "talentbridge.E00" in done.stderr) == (0, False), done.stderr


@pytest.mark.service
def test_what_postgresql_refuses_is_told_apart(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = urlsplit(postgres_url)
    where = f"PostgreSQL at {parts.hostname}:{parts.port}"

    assert database_problem(connection_to(postgres_url)) == ""
    assert database_problem(connection_to(with_(postgres_url, password="wrong"))) == (
        f"{where} refuses the user {parts.username!r} with this password: correct DATABASE_URL."
    )
    assert database_problem(connection_to(with_(postgres_url, database="nowhere"))) == (
        f"{where} has no database 'nowhere': create it (createdb), or correct DATABASE_URL."
    )
    monkeypatch.setattr(diagnosis, "OLDEST", 99)
    assert database_problem(connection_to(postgres_url)).endswith(": install 99 or newer.")


@pytest.fixture
def redis(tmp_path: Path, settings: Settings) -> Iterator[Redis]:
    """One of its own, so that it may be spoilt."""
    server = redis_server(tmp_path / "redis")
    server.start()
    try:
        server.wait()
        settings.CELERY_BROKER_URL = server.addresses["CELERY_BROKER_URL"]
        with Redis.from_url(server.addresses["REDIS_URL"]) as client:
            yield client
    finally:
        server.kill()


def of_the_broker() -> str:
    return str(readiness.ask_all()["broker"].problem)


@pytest.mark.service
@pytest.mark.django_db
def test_what_is_wrong_with_redis_is_told_apart(
    redis: Redis, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert of_the_broker() == ""

    redis.config_set("maxmemory-policy", "allkeys-lru")
    assert of_the_broker().startswith("Redis throws tasks away when its memory is full: set maxmemory-policy")
    redis.config_set("maxmemory-policy", "volatile-lru")
    assert of_the_broker() == ""

    monkeypatch.setattr(probes, "OLDEST_REDIS", (99, 0))
    assert of_the_broker().endswith(": install 99.0 or newer.")
    monkeypatch.undo()

    redis.config_set("requirepass", "right")
    assert of_the_broker() == "Redis refuses our user or password: correct CELERY_BROKER_URL."
    settings.CELERY_BROKER_URL = settings.CELERY_BROKER_URL.replace("redis://", "redis://:wrong@")
    assert of_the_broker() == "Redis refuses our user or password: correct CELERY_BROKER_URL."
    settings.CELERY_BROKER_URL = settings.CELERY_BROKER_URL.replace(":wrong@", ":right@")
    assert of_the_broker() == ""
