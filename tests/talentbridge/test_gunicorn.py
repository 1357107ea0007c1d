"""gunicorn with its own file, as production starts it: what its processes count together, and what they log."""

from __future__ import annotations

import json
import os
import secrets
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from talentbridge.settings.environment import ROOT
from tests.services.ports import free_ports
from tests.services.process import Process
from tests.services.proxy import proxy

pytestmark = pytest.mark.processes

SECONDS = 180  # two processes import the site; a busy machine takes three times as long
TOKEN = secrets.token_hex(20)


@dataclass(frozen=True)
class Site:
    port: int
    process: Process

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """On a new connection, so that any process may take it."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def answers(self) -> bool:
        try:
            return self.get("/livez")[0] == 200
        except (OSError, HTTPException):
            return False

    def visit(self, times: int = 1) -> bool:
        """Ask for the front door, which asks for nothing itself -> whether it answered."""
        return all(self.get("/")[0] == 302 for _ in range(times))

    def figures(self) -> list[Sample]:
        """As whichever process is asked says."""
        status, text = self.get("/metrics", Authorization=f"Bearer {TOKEN}")
        assert status == 200
        return [sample for family in text_string_to_metric_families(text) for sample in family.samples]

    def visits(self) -> float:
        """How many there were."""
        name = "talentbridge_request_seconds_count"
        return sum(s.value for s in self.figures() if s.name == name and s.labels["view"] == "front_door")

    def up(self, dependency: str) -> float:
        found = [s for s in self.figures() if s.name == "talentbridge_up"]
        return next(s.value for s in found if s.labels["dependency"] == dependency)

    def workers(self) -> set[int]:
        """Their process ids."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return set(map(int, children.read_text().split()))

    def files(self) -> list[str]:
        """In which they count."""
        return sorted(file.name for file in self.folder().glob("*.db"))

    def mapped(self) -> set[str]:
        """The same, as those processes that live have opened them."""
        maps = [Path(f"/proc/{pid}/maps").read_text().split() for pid in self.workers()]
        return {word for words in maps for word in words if "/talentbridge-metrics-" in word}

    def folder(self) -> Path:
        return Path(min(self.mapped())).parent


@contextmanager
def running(folder: Path, **environment: str) -> Iterator[Site]:
    [port] = free_ports(1)
    process = Process(folder / "web")
    made = Site(port, process)
    (folder / "static").mkdir()
    process.start(
        [
            str(Path(sys.executable).with_name("gunicorn")),
            "--config",
            "gunicorn.conf.py",
            "talentbridge.wsgi",
        ],
        environment={
            "DJANGO_SETTINGS_MODULE": "talentbridge.settings.stack",
            "SECRET_KEY": secrets.token_hex(32),
            "ALLOWED_HOSTS": "127.0.0.1",
            "DATABASE_URL": f"sqlite:///{folder / 'empty.sqlite3'}",
            "TALENTBRIDGE_VAR": str(folder),
            "METRICS_TOKEN": TOKEN,
            "WEB_BIND": f"127.0.0.1:{port}",
            "WEB_WORKERS": "2",
            **environment,
        },
    )
    try:
        process.wait(lambda: made.answers() and len(made.workers()) == 2, seconds=SECONDS)
        yield made
    finally:
        process.stop()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.chdir(ROOT)
    with running(tmp_path) as made:
        yield made


def test_processes_count_together_and_who_takes_a_place_goes_on_counting(site: Site) -> None:
    site.process.wait(lambda: site.visit() and len(site.files()) == 2, seconds=SECONDS)
    so_far = site.visits()
    assert site.visit(10)

    assert [site.visits() for _ in range(10)] == [so_far + 10] * 10

    folder = site.folder()
    for number in (signal.SIGKILL, signal.SIGTERM):
        replace(site, number)
    site.process.wait(lambda: site.visit() and len(site.mapped()) == 2, seconds=SECONDS)
    assert site.visits() > so_far + 10
    assert sorted(file.name for file in folder.iterdir()) == ["histogram_0.db", "histogram_1.db"]


def replace(site: Site, number: int) -> None:
    """End a worker by this signal, and wait until gunicorn has another one."""
    gone = min(site.workers())
    os.kill(gone, number)
    site.process.wait(lambda: gone not in site.workers() and len(site.workers()) == 2, seconds=SECONDS)


def test_gunicorn_logs_as_the_site_does_and_leaves_no_file_behind(site: Site) -> None:
    assert site.visit()
    folder = site.folder()

    site.process.stop()

    lines: list[dict[str, Any]] = [json.loads(line) for line in site.process.log.read_text().splitlines()]
    told = [line["message"] for line in lines if line["logger"] == "gunicorn.error"]
    assert sum(message.startswith("Booting worker with pid: ") for message in told) == 2
    assert "Shutting down: …" in told
    assert [line["view"] for line in lines if line["logger"] == "talentbridge.logs.requests"] == [
        "front_door"
    ]
    assert not folder.exists()


@pytest.mark.service
def test_a_postgresql_that_hangs_holds_up_no_answer(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    with proxy(postgres_url) as between:
        parts = urlsplit(postgres_url)
        login = parts.netloc.rpartition("@")[0]
        through = urlunsplit(parts._replace(netloc=f"{login}@127.0.0.1:{between.port}"))
        with running(tmp_path, DATABASE_URL=through) as site:
            site.process.wait(lambda: site.up("database") == 1, seconds=SECONDS)

            between.stall()
            hung = [site.up("database") for _ in range(4)], site.get("/readyz")[0], site.answers()
            between.resume()

            site.process.wait(lambda: site.up("database") == 1, seconds=SECONDS)
    assert hung == ([0] * 4, 503, True)
