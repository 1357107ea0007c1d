"""Hosts whose clocks are hours apart, on one PostgreSQL: no job is lost or starves, and the wrong clock is told."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.services.migrated import migrated_server
from tests.services.test_postgres import environment
from tests.services.workers import ROOT, wait_for

pytestmark = [pytest.mark.service, pytest.mark.timeout(600)]

Host = Callable[[float, str], Any]


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """`host(hours, step)`: what a process finds whose clock is off by so many hours."""
    folder = tmp_path_factory.mktemp("clocks")
    settings = environment(
        DJANGO_SETTINGS_MODULE="talentbridge.settings.development",
        TALENTBRIDGE_VAR=str(folder / "var"),
        SEARCH_BACKEND="search.backends.memory.MemoryBackend",
        SEARCH_TEXT_ENCODER="search.encoders.hashing.HashingEncoder",
        SEARCH_ENGLISH_ENCODER="search.encoders.hashing.HashingEncoder",
        CELERY_BROKER_URL="redis://127.0.0.1:1/0",  # so that nobody works but whoever is told to
    )
    server = migrated_server(folder / "postgres", settings)
    server.start()
    settings |= server.addresses

    def run(hours: float, step: str) -> Any:
        command = ["nice", "-n", "10", sys.executable, "-m", "tests.services.skewed", str(hours), step]
        done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    try:
        server.wait()
        yield run
    finally:
        server.kill()


@pytest.mark.parametrize(("saver", "worker"), [(5, -5), (-5, 5)])
def test_what_one_host_saves_another_works_off_at_once(host: Host, saver: float, worker: float) -> None:
    pk = host(saver, "save")

    assert host(worker, "work") == [1, [f"profile:{pk}"]]


def test_a_pause_is_no_longer_for_any_host(host: Host) -> None:
    pk = host(0, "save")
    assert host(5, "fail") == 1

    began = time.monotonic()
    wait_for(lambda: host(-5, "due") > 0)

    assert host(-5, "work") == [1, [f"profile:{pk}"]]
    assert time.monotonic() - began < 60


def test_a_clock_that_is_off_is_told(host: Host) -> None:
    [problem] = [each for each in host(5, "ready") if "clock" in each]

    assert problem.startswith("This host's clock and the database's differ by 1")
    assert not [each for each in host(0.01, "ready") if "clock" in each]
