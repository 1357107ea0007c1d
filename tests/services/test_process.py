"""The launcher's promises that need no outside service: it ends what it started and nobody else."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services import running
from tests.services.process import Process, ServiceError

WAITS = [sys.executable, "-c", "import signal; signal.pause()"]
DEAF = """
import pathlib, signal, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path(sys.argv[1]).touch()
signal.pause()
"""


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    made = Process(tmp_path / "waiter")
    yield made
    made.kill()


def test_process_is_found_and_ended_by_another_launcher(process: Process) -> None:
    process.start(WAITS)

    another = Process(process.folder)
    assert another.pid == process.pid
    assert another.stop() is True
    assert (process.running, another.stop()) == (False, False)


def test_stranger_under_the_noted_number_is_left_alone(process: Process) -> None:
    with subprocess.Popen(WAITS) as stranger:
        process.folder.mkdir()
        (process.folder / "pid").write_text(f"{stranger.pid} 1\n")

        assert process.stop() is False

        assert stranger.poll() is None
        stranger.kill()


def test_process_that_ends_before_it_answers_shows_its_log(process: Process) -> None:
    process.start([sys.executable, "-c", "print('no room on the disk')"])

    with pytest.raises(ServiceError, match=r"waiter ended before it answered.*\n  no room on the disk$"):
        process.wait(lambda: False, seconds=180)


def test_process_that_never_answers_meets_its_deadline(process: Process) -> None:
    process.start(WAITS)

    with pytest.raises(ServiceError, match="waiter did not answer within 0 s"):
        process.wait(lambda: False, seconds=0)


def test_process_deaf_to_the_polite_signal_is_killed(process: Process, tmp_path: Path) -> None:
    deaf = tmp_path / "deaf"
    process.start(
        [sys.executable, "-c", DEAF, str(deaf)],
    )
    process.wait(deaf.exists, seconds=180)

    assert process.stop(number=signal.SIGTERM, seconds=0.2) is True

    assert not process.running


def test_services_that_run_are_not_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "FOLDER", tmp_path)
    redis = Process(tmp_path / "redis")
    redis.start(WAITS)
    try:
        assert list(running.missing(["postgres", "redis"])) == ["postgres"]
    finally:
        redis.kill()

    assert list(running.missing(["postgres", "redis"])) == ["postgres", "redis"]


def test_signal_to_what_does_not_run_is_refused(process: Process) -> None:
    with pytest.raises(ServiceError, match="waiter does not run"):
        process.send(signal.SIGTERM)
