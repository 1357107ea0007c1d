"""`make stack`: web, worker and beat as production runs them, from the first page to the last process."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import yaml

from tests.search.elastic import a_prefix
from tests.services.ports import free_ports
from tests.services.process import Process
from tests.services.site import COMPOSE, PROGRAMS, command_of, environment

pytestmark = [pytest.mark.service, pytest.mark.timeout(900)]

ROOT = Path(__file__).resolve().parents[2]
TOKEN = secrets.token_hex(20)
AN_OPENING = """
from tests.factories.bases import OpenOpeningFactory
OpenOpeningFactory(text__title="Stratospheric lidar campaign")
"""


@dataclass(frozen=True)
class Stack:
    folder: Path
    port: int
    launcher: subprocess.Popen[str]
    addresses: dict[str, str]

    def page(self, path: str, **headers: str) -> str:
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        with urllib.request.urlopen(asked, timeout=180) as answer:
            return str(answer.read().decode())

    def processes(self) -> list[int]:
        """Every process that writes to this stack's folder, whoever started it."""
        mark = f"TALENTBRIDGE_VAR={self.folder}\0".encode()
        found = []
        for file in Path("/proc").glob("[0-9]*/environ"):
            try:
                if mark in file.read_bytes() + b"\0":
                    found.append(int(file.parent.name))
            except OSError:  # gone, or somebody else's
                continue
        return found

    def do(self, code: str) -> None:
        """Run `code` in a process of its own beside the stack."""
        settings = {**environment(self.folder, port=self.port), **self.addresses}
        command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", code]
        done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def addresses(postgres_url: str, redis_url: str, elasticsearch_url: str) -> Iterator[dict[str, str]]:
    """An empty installation; the first stack migrates it."""
    name = f"stack_{secrets.token_hex(6)}"
    server = urlunsplit(urlsplit(postgres_url)._replace(path="/postgres"))
    redis = redis_url.rpartition("/")[0]
    with a_prefix(elasticsearch_url) as prefix, psycopg.connect(server, autocommit=True) as postgres:
        postgres.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
        try:
            yield {
                "DATABASE_URL": urlunsplit(urlsplit(postgres_url)._replace(path=f"/{name}")),
                "REDIS_URL": f"{redis}/14",
                "CELERY_BROKER_URL": f"{redis}/15",
                "ELASTICSEARCH_URL": elasticsearch_url,
                "ELASTICSEARCH_PREFIX": prefix,
            }
        finally:
            postgres.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[call-overload]


@pytest.fixture
def stack(addresses: dict[str, str], tmp_path: Path) -> Iterator[Stack]:
    [port] = free_ports(1)
    folder = tmp_path / "stack"
    launcher = subprocess.Popen(
        [sys.executable, "-m", "tests.services.stack", "--port", str(port), "--folder", str(folder), "--no-demo"],
        cwd=ROOT,
        env=without_settings() | addresses | {"METRICS_TOKEN": TOKEN},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )  # fmt: skip
    try:
        yield Stack(folder, port, launcher, addresses)
    finally:
        launcher.send_signal(signal.SIGTERM)
        launcher.communicate(timeout=300)


def without_settings() -> dict[str, str]:
    ours = ("PYTEST_", "TALENTBRIDGE_", "DJANGO_", "DATABASE_")
    return {key: value for key, value in os.environ.items() if not key.startswith(ours)}


def said(stack: Stack, line: str) -> None:
    """Wait until the launcher says a line with this in it."""
    assert stack.launcher.stdout
    heard = []
    for told in stack.launcher.stdout:
        heard.append(told)
        if line in told:
            return
    raise AssertionError("".join(heard))


def test_stack_shows_pages_and_indexes_what_is_saved_and_leaves_no_process(stack: Stack) -> None:
    said(stack, f"The site runs at http://127.0.0.1:{stack.port}/")
    assert 'lang="zh-hans"' in stack.page("/zh-hans/").lower()
    assert "Stratospheric lidar" not in stack.page("/en/openings/?q=lidar")

    stack.do(AN_OPENING)

    deadline = time.monotonic() + 400  # the worker loads its models first
    while "Stratospheric lidar" not in stack.page("/en/openings/?q=lidar"):
        assert time.monotonic() < deadline, (stack.folder / "worker-index" / "log").read_text()[-2000:]
        time.sleep(0.5)
    told = stack.page("/metrics", Authorization=f"Bearer {TOKEN}").splitlines()
    assert {f'talentbridge_up{{dependency="{name}"}} 1.0' for name in ("database", "index", "broker")} <= set(
        told
    )
    assert 'talentbridge_documents{kind="opening",side="index"} 1.0' in told
    assert any("talentbridge_tasks_total{" in line and "work_off_outbox" in line for line in told)
    for name in PROGRAMS:
        assert_runs(stack.folder / name, list(command_of(name)))
        assert_healthy(stack, name)

    stack.launcher.send_signal(signal.SIGINT)
    said_last, _ = stack.launcher.communicate(timeout=300)

    ended = [f"{name} ended" for name in reversed(PROGRAMS)]
    assert said_last.splitlines()[-len(ended) - 1 :] == [*ended, "All of it ended."]
    assert stack.launcher.returncode == 0
    assert stack.processes() == []


def assert_runs(folder: Path, command: list[str]) -> None:
    """The process noted in `folder` is `command`, as docker-compose.yml has it."""
    words = Path(f"/proc/{Process(folder).pid}/cmdline").read_bytes().decode().split("\0")
    program = next(i for i, word in enumerate(words) if Path(word).name == command[0])
    assert words[program + 1 : program + len(command)] == command[1:]


def assert_healthy(stack: Stack, name: str) -> None:
    """What docker-compose.yml asks of the container `name` is answered well by the program here."""
    kind, *words = yaml.safe_load(COMPOSE.read_text())["services"][name]["healthcheck"]["test"]
    words = [word.replace("$$", "$").replace("/var/lib/talentbridge", str(stack.folder)) for word in words]
    done = subprocess.run(
        words if kind == "CMD" else ["sh", "-c", *words],
        cwd=ROOT,
        env={
            **environment(stack.folder, port=stack.port),
            **stack.addresses,
            "HOSTNAME": socket.gethostname(),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_program_that_ends_takes_the_others_with_it_and_is_named(stack: Stack) -> None:
    said(stack, "The site runs at")

    Process(stack.folder / "beat").kill()
    told, _ = stack.launcher.communicate(timeout=300)

    assert "beat ended by itself; the end of" in told
    assert stack.launcher.returncode == 1
    assert stack.processes() == []
