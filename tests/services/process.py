"""One program in the background, known by its pid file: started, waited for, ended – and never mistaken for another."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

TAIL = 15  # lines of a log that an error shows


class ServiceError(RuntimeError):
    """A service is missing or does not come up; the message says which, why and what to do."""


class Process:
    """The program whose state lies in `folder`: `pid` (with its start time), `log`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = folder.name
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def pid(self) -> int | None:
        """Of the program that we started, if it still runs; a stranger under the same number does not count."""
        if self._child:
            self._child.poll()  # so that an ended child of this process does not linger
        try:
            pid, started = (self.folder / "pid").read_text().split()
        except (FileNotFoundError, ValueError):
            return None
        return int(pid) if _started(int(pid)) == started else None

    @property
    def running(self) -> bool:
        return self.pid is not None

    def start(self, command: Sequence[str], *, environment: Mapping[str, str] | None = None) -> None:
        """Start `command` in a session of its own; its output goes to `log`, which begins anew."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as log:
            self._child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(environment or {})},
                start_new_session=True,
            )
        (self.folder / "pid").write_text(f"{self._child.pid} {_started(self._child.pid)}\n")

    def wait(self, ready: Callable[[], bool], *, seconds: float) -> None:
        """Until `ready()`; raises `ServiceError` with the log's end when the program ends first or takes too long."""
        deadline = time.monotonic() + seconds
        while not ready():
            if not self.running:
                raise ServiceError(f"{self.name} ended before it answered{self.tail()}")
            if time.monotonic() > deadline:
                raise ServiceError(f"{self.name} did not answer within {seconds:.0f} s{self.tail()}")
            time.sleep(0.1)

    def send(self, number: int) -> None:
        pid = self.pid
        if pid is None:
            raise ServiceError(f"{self.name} does not run: nothing to send a signal to.")
        os.kill(pid, number)

    def stop(self, *, number: int = signal.SIGTERM, seconds: float = 30) -> bool:
        """Ask the program to end, then make it. -> whether it ran."""
        if not self.running:
            return False
        self.send(number)
        deadline = time.monotonic() + seconds
        while self.running:
            if time.monotonic() > deadline:
                self.send(signal.SIGKILL)
                deadline += seconds
            time.sleep(0.05)
        (self.folder / "pid").unlink(missing_ok=True)
        return True

    def kill(self) -> None:
        self.stop(number=signal.SIGKILL)

    def tail(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-TAIL:]
        return "".join([f"; the end of {self.log}:", *(f"\n  {line}" for line in lines)])


def _started(pid: int) -> str | None:
    """When the process began, in ticks since the machine did; None when it is gone or a zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if state[0] == "Z" else state[19]
