"""/metrics: for whom, what of requests, tasks and services it says, and that it says the rest while some are away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings
from redis import Redis

from search import broker
from search.backends.base import IndexUnavailable
from search.backends.memory import MemoryBackend
from search.indexing import rebuild
from search.models import IndexJob
from search.tasks import work_off_outbox
from talentbridge import asking
from talentbridge.celery import app
from talentbridge.checks import metrics_have_a_long_token
from talentbridge.metrics import figures
from tests.factories import AdministratorFactory, MatchableProfileFactory, OpenOpeningFactory
from tests.services.proxy import proxy

TOKEN = "a-token-of-forty-letters-for-the-tests-00"
SAMPLE = dict[tuple[str, tuple[tuple[str, str], ...]], float]


class AwayBackend(MemoryBackend):
    def digests(self, kind: str):  # type: ignore[no-untyped-def]
        raise IndexUnavailable("Elasticsearch at http://secret:9200 cannot be reached; start it.")

    fetch = digests  # type: ignore[assignment]


class HangingBackend(AwayBackend):
    returns = Event()

    def digests(self, kind: str):  # type: ignore[no-untyped-def]
        self.returns.wait(60)
        return {}

    fetch = digests  # type: ignore[assignment]


@pytest.fixture(autouse=True)
def counted_anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """And with time enough for a machine that has much to do; what hangs does so for a minute."""
    monkeypatch.setattr(figures, "SECONDS", 5.0)
    figures.forget()
    yield
    figures.forget()
    broker.forget()


@pytest.fixture
def client(settings: Settings) -> Client:
    settings.METRICS_TOKEN = TOKEN
    return Client()


def read(client: Client) -> SAMPLE:
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.content.decode())
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


def value(found: SAMPLE, name: str, **labels: str) -> float | None:
    return found.get((f"talentbridge_{name}", tuple(sorted(labels.items()))))


@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x", "Bearer ключ"]
)
def test_nobody_reads_it_without_the_token(client: Client, given: str) -> None:
    answer = client.get("/metrics", headers={"Authorization": given} if given else {})

    assert (answer.status_code, answer["WWW-Authenticate"], answer.content) == (401, "Bearer", b"")


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["Bearer", "Bearer ", f"Bearer {TOKEN}"])
def test_without_a_token_of_the_site_there_is_no_such_page(settings: Settings, given: str) -> None:
    settings.METRICS_TOKEN = ""

    answer = Client().get("/metrics", headers={"Authorization": given}, follow=True)

    # As of every address that does not exist, one is led to its twin in the reader's language, which is not there.
    assert ([path for path, _ in answer.redirect_chain], answer.status_code) == (["/en/metrics/"], 404)


@pytest.mark.parametrize(("token", "ids"), [("", []), ("x" * 31, ["talentbridge.W003"]), ("x" * 32, [])])
def test_a_token_that_can_be_guessed_is_named(settings: Settings, token: str, ids: list[str]) -> None:
    settings.METRICS_TOKEN = token

    assert [problem.id for problem in metrics_have_a_long_token(None)] == ids


@pytest.mark.django_db
def test_requests_are_counted_by_view_and_never_by_address_or_person(client: Client) -> None:
    opening = OpenOpeningFactory()
    client.force_login(AdministratorFactory(name="Wisława", email="wislawa@example.org"))

    def times(found: SAMPLE, view: str, status: str = "2xx", method: str = "GET") -> float:
        labels = {"view": view, "status": status, "method": method}
        return value(found, "request_seconds_count", **labels) or 0.0

    before = read(client)
    client.get(f"/en/openings/{opening.pk}/?q=zymurgy")
    client.get("/en/openings/999999/")
    client.get("/admin/")
    client.get("/admin/accounts/user/")
    client.get("/cms/")
    client.generic("BREW", "/nowhere.php")
    client.get("/livez")
    client.get("/static/css/tokens.css")
    after = read(client)

    assert {
        "opening": times(after, "bases:opening") - times(before, "bases:opening"),
        "missing": times(after, "bases:opening", "4xx") - times(before, "bases:opening", "4xx"),
        "admin": times(after, "admin") - times(before, "admin"),
        "cms": times(after, "cms") - times(before, "cms"),
        "nowhere": times(after, "none", "4xx", "other") - times(before, "none", "4xx", "other"),
        "livez": times(after, "livez"),
        "static": times(after, "none"),
    } == {"opening": 1, "missing": 1, "admin": 2, "cms": 1, "nowhere": 1, "livez": 0, "static": 0}
    labels = str(list(after))  # and names, without the figures
    for secret in (f"/{opening.pk}", "999999", "zymurgy", "Wisława", "wislawa", "nowhere", "BREW", "/en/"):
        assert secret not in labels


@pytest.mark.django_db(transaction=True)
def test_the_index_and_its_outbox_are_told_with_the_last_rebuild_and_backup(
    client: Client, tmp_path: Path
) -> None:
    MatchableProfileFactory()
    began = timezone.now().timestamp()
    assert value(read(client), "last_rebuild_timestamp_seconds") == 0
    rebuild()
    call_command("backup", tmp_path / "kept", stdout=StringIO())
    IndexJob.objects.create(kind="base", object_id=7, created=timezone.now() - timedelta(seconds=90))
    IndexJob.objects.create(kind="base", object_id=8, set_aside_at=timezone.now())

    found = read(client)

    assert value(found, "documents", kind="profile", side="database") == 1
    assert value(found, "documents", kind="profile", side="index") == 1
    assert value(found, "outbox_jobs") == 1
    assert (value(found, "outbox_oldest_seconds") or 0) >= 90
    assert value(found, "outbox_set_aside") == 1
    assert (value(found, "last_rebuild_timestamp_seconds") or 0) >= began
    assert (value(found, "last_backup_timestamp_seconds") or 0) >= began
    assert value(found, "info", version="0.1.0") == 1
    assert [value(found, "up", dependency=name) for name in ("database", "migrations", "index")] == [1, 1, 1]


@pytest.mark.django_db
def test_an_index_that_is_away_is_down_and_the_rest_is_told(client: Client, settings: Settings) -> None:
    settings.SEARCH_BACKEND = f"{__name__}.AwayBackend"

    found = read(client)

    assert value(found, "up", dependency="index") == 0
    assert value(found, "up", dependency="database") == 1
    assert value(found, "documents", kind="base", side="database") == 0
    assert value(found, "documents", kind="base", side="index") is None
    assert value(found, "outbox_jobs") == 0
    assert "secret" not in str(found)


@pytest.mark.django_db
def test_an_index_that_hangs_holds_up_no_answer(client: Client, settings: Settings) -> None:
    settings.SEARCH_BACKEND = f"{__name__}.HangingBackend"
    HangingBackend.returns.clear()
    try:
        found = read(client)  # the backend returns after a minute only
        hung = not HangingBackend.returns.is_set()
    finally:
        HangingBackend.returns.set()
        asking.ask({"ready:index": dict, "metrics:index": dict}, seconds=60)  # the next test asks anew

    assert hung
    assert value(found, "up", dependency="index") == 0
    assert value(found, "up", dependency="database") == 1
    assert value(found, "outbox_jobs") == 0


@pytest.mark.service
@pytest.mark.django_db
def test_tasks_are_counted_by_their_workers_and_read_from_any_process(
    client: Client, settings: Settings, redis_url: str
) -> None:
    settings.CELERY_BROKER_URL = f"{redis_url.rpartition('/')[0]}/9"
    with Redis.from_url(settings.CELERY_BROKER_URL) as redis:
        redis.flushdb()
        redis.rpush("index", "one", "two")
        try:
            run_as_a_worker_does(work_off_outbox.run)
            run_as_a_worker_does(lambda: 1 / 0)
            found = read(client)
        finally:
            redis.flushdb()

    name = "search.tasks.work_off_outbox"
    assert value(found, "tasks_total", task=name, outcome="success") == 1
    assert value(found, "tasks_total", task=name, outcome="failure") == 1
    assert (value(found, "task_seconds_total", task=name) or 0) > 0
    assert value(found, "queue_tasks", queue="index") == 2
    assert value(found, "queue_tasks", queue="query") == 0
    assert value(found, "up", dependency="broker") == 1


def run_as_a_worker_does(body: Callable[[], object]) -> None:
    """What a worker's process does with a message, without the queue: signals are sent, and the task is not eager."""
    from celery.app.trace import build_tracer

    task = work_off_outbox
    kept = task.run
    task.run = body
    try:
        tracer = build_tracer(task.name, task, app=app, eager=False, propagate=False)
        tracer("of-a-test", (), {}, {"id": "of-a-test", "is_eager": False})
    finally:
        task.run = kept


@pytest.mark.service
@pytest.mark.django_db
def test_a_redis_that_hangs_or_is_gone_is_down_and_the_rest_is_told(
    client: Client, settings: Settings, redis_url: str
) -> None:
    with proxy(redis_url) as between:
        settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{between.port}/9"
        states = []
        for make in (between.resume, between.stall, between.refuse):
            make()
            broker.forget()
            began = monotonic()
            found = read(client)
            states.append(value(found, "up", dependency="broker"))
            assert monotonic() - began < 30  # a stalled proxy lets nothing pass for ever
            assert value(found, "up", dependency="database") == 1
            assert value(found, "outbox_jobs") == 0
            between.resume()
            asking.ask({"ready:broker": dict, "metrics:queues": dict, "metrics:tasks": dict}, seconds=60)

    assert states == [1, 0, 0]
