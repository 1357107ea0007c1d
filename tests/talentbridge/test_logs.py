"""The log of production: one object a line, joined by request and task, with nobody's data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from threading import Event
from time import monotonic
from uuid import uuid4

import pytest
from celery.contrib.testing.worker import start_worker
from django.test import Client
from pytest_django import Settings

from search.indexing import rebuild
from search.models import IndexJob
from talentbridge.celery import app
from talentbridge.settings.environment import ROOT
from tests.factories import MatchableProfileFactory, UserFactory
from tests.support.logs import Log, production_log

NAME, EMAIL, SEARCH = "Wisława 王小明", "wislawa.leak@example.org", "peptide-zymurgy"


@pytest.fixture
def log() -> Iterator[Log]:
    with production_log() as found:
        yield found


@pytest.fixture
def client(settings: Settings) -> Client:
    settings.ROOT_URLCONF = "tests.talentbridge.log_urls"
    return Client(raise_request_exception=False)


@pytest.fixture
def reader(db: None, client: Client) -> None:
    client.force_login(UserFactory(name=NAME, email=EMAIL))


def nothing_of_the_reader(log: Log) -> bool:
    return not any(secret in log.text.lower() for secret in (NAME.lower(), EMAIL, SEARCH))


def test_an_error_tells_where_and_what_kind_but_not_of_whom(client: Client, reader: None, log: Log) -> None:
    assert client.get("/fails/", {"q": SEARCH}).status_code == 500

    [line] = log.of("django.request")
    assert (line["level"], line["message"]) == ("error", "…: …")
    assert [error["type"] for error in line["error"]] == ["builtins.ValueError", "builtins.LookupError"]
    assert line["error"][-1]["at"][-1].startswith("tests.talentbridge.log_urls:")
    [answered] = log.of("talentbridge.logs.requests")
    assert (answered["view"], answered["status"], answered["level"]) == ("fails", 500, "error")
    assert answered["request_id"] == line["request_id"]
    assert nothing_of_the_reader(log)


def test_a_row_that_the_database_refuses_is_not_quoted(client: Client, reader: None, log: Log) -> None:
    assert client.get("/twice/").status_code == 500
    assert client.get("/warns/").status_code == 200

    assert [line["message"] for line in log.of("matching.views.of_a_test")] == [
        "Opening 12 was not saved: IntegrityError"
    ]
    assert [line["message"] for line in log.of("library.of.somebody")] == ["… has no 3 tries left", "…"]
    assert nothing_of_the_reader(log)


@pytest.mark.parametrize(
    "given",
    ["", "short", "x" * 65, "name@example.org", "two words of text", "12345678\n{}", "王小明王小明王小明"],
)
def test_only_what_looks_like_a_number_is_taken_for_one(client: Client, log: Log, given: str) -> None:
    number = client.get("/nowhere/", HTTP_X_REQUEST_ID=given)["X-Request-ID"]

    assert number != given
    assert {line["request_id"] for line in log.lines} == {number}
    assert len(number) == 32


def test_a_proxy_s_number_is_kept_for_its_request_alone(client: Client, log: Log) -> None:
    given = str(uuid4())

    assert client.get("/nowhere/", HTTP_X_REQUEST_ID=given)["X-Request-ID"] == given
    other = client.get("/nowhere/")["X-Request-ID"]

    assert other != given
    assert [line["request_id"] for line in log.of("talentbridge.logs.requests")] == [given, other]


def test_a_task_carries_the_number_of_the_request_that_sent_it(
    transactional_db: None, client: Client, log: Log
) -> None:
    MatchableProfileFactory()
    rebuild()
    log.forget()
    given = str(uuid4())
    app.conf.task_always_eager = False  # a queue in memory, and a worker in another thread
    try:
        with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=180):
            assert client.get("/saves/", HTTP_X_REQUEST_ID=given).status_code == 200
            wait_until_worked_off(log)
    finally:
        app.conf.task_always_eager = True

    [ended] = log.of("talentbridge.logs.tasks")
    assert (ended["task"], ended["status"]) == ("search.tasks.work_off_outbox", "SUCCESS")
    assert ended["request_id"] == given
    assert ended["task_id"]
    assert not IndexJob.objects.exists()


def wait_until_worked_off(log: Log, *, seconds: float = 180) -> None:
    until = monotonic() + seconds
    while not log.of("talentbridge.logs.tasks"):
        assert monotonic() < until, log.text
        Event().wait(0.02)


def test_without_a_broker_the_task_is_part_of_its_request(
    transactional_db: None, client: Client, log: Log
) -> None:
    MatchableProfileFactory()
    log.forget()

    number = client.get("/saves/")["X-Request-ID"]
    after = client.get("/nowhere/")["X-Request-ID"]

    [ended] = log.of("talentbridge.logs.tasks")
    assert ended["request_id"] == number
    answered = log.of("talentbridge.logs.requests")
    assert [(line["request_id"], "task_id" in line) for line in answered] == [(number, False), (after, False)]


def test_a_task_that_fails_says_where(transactional_db: None, log: Log) -> None:
    @app.task
    def of_a_test(text: str) -> None:
        raise RuntimeError(text)

    try:
        of_a_test.apply((SEARCH,))
    finally:
        app.tasks.unregister(of_a_test.name)

    failed, ended = log.of("talentbridge.logs.tasks")
    assert failed["error"][0]["type"] == "builtins.RuntimeError"
    assert (failed["level"], ended["status"]) == ("error", "FAILURE")
    assert failed["task_id"] == ended["task_id"]
    assert SEARCH not in log.text


@pytest.mark.processes
def test_production_writes_json_and_development_plain_text() -> None:
    say = "import logging; logging.getLogger('search.of_a_test').warning('Text %d of it', 3)"
    environment = os.environ | {"SECRET_KEY": uuid4().hex * 2, "ALLOWED_HOSTS": "a.example.org"}
    environment |= {"DATABASE_URL": "sqlite:///:memory:"}
    said = {}
    for kind in ("production", "development"):
        done = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), "shell", "--no-imports", "-c", say],
            env=environment | {"DJANGO_SETTINGS_MODULE": f"talentbridge.settings.{kind}"},
            capture_output=True,
            text=True,
        )
        said[kind] = done.stderr.strip()

    line = json.loads(said["production"])
    assert (line["level"], line["logger"], line["message"]) == ("warning", "search.of_a_test", "Text 3 of it")
    assert line["time"].endswith("Z")
    assert said["development"] == "WARNING search.of_a_test: Text 3 of it"
