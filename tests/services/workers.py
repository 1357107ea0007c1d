"""Celery workers and beat as processes of their own, beside a Redis that the test may stop."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.services.process import Process

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 180.0  # for anything that is waited for: on a busy machine all of it takes three times as long


@dataclass
class Workers:
    """Those of one test; `end` ends all that still run."""

    folder: Path
    environment: dict[str, str]
    processes: dict[str, Process] = field(default_factory=dict)

    def start(self, queues: str, **environment: str) -> Process:
        """A worker of these queues, once it is ready."""
        process = self._start(f"worker-{queues}", ["worker", "-Q", queues, "-n", f"{queues}@%h"], environment)
        process.wait(lambda: b" ready." in process.log.read_bytes(), seconds=SECONDS)
        return process

    def beat(self) -> Process:
        """The sweeper."""
        return self._start("beat", ["beat", "-s", str(self.folder / "schedule")], {})

    def kill(self, process: Process) -> None:
        """-9 for the worker and its children at once, as when the machine takes them."""
        if pid := process.pid:
            os.killpg(pid, signal.SIGKILL)
        wait_for(lambda: not process.running)

    def end(self) -> None:
        for process in self.processes.values():
            with suppress(ProcessLookupError):
                self.kill(process)

    def _start(self, name: str, arguments: list[str], environment: dict[str, str]) -> Process:
        process = self.processes[name] = Process(self.folder / name)
        command = ["nice", "-n", "10", sys.executable, "-m", "celery", "-A", "talentbridge", *arguments]
        process.start([*command, "-l", "INFO"], environment=self.environment | environment)
        return process


def wait_for(condition: Callable[[], bool], *, seconds: float = SECONDS, what: str = "it") -> None:
    """Until `condition()`; AssertionError when it does not come true in time."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"{what} did not come true within {seconds:.0f} s"
        time.sleep(0.1)
