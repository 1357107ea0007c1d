"""Redis on loopback that keeps what it is told (appendonly)."""

from __future__ import annotations

import shutil
import socket
from dataclasses import dataclass
from pathlib import Path

from tests.services.ports import kept_port_of
from tests.services.process import Process, ServiceError


@dataclass(frozen=True)
class Redis:
    folder: Path
    port: int
    process: Process

    @property
    def addresses(self) -> dict[str, str]:
        url = f"redis://127.0.0.1:{self.port}"
        return {"REDIS_URL": f"{url}/1", "CELERY_BROKER_URL": f"{url}/0"}

    def start(self) -> None:
        if not shutil.which("redis-server"):
            raise ServiceError("redis-server is not installed: apt-get install redis-server.")
        data = self.folder / "data"
        data.mkdir(parents=True, exist_ok=True)
        options = {
            "port": str(self.port),
            "bind": "127.0.0.1",
            "dir": str(data),
            "appendonly": "yes",
            "save": "",
        }
        self.process.start(
            ["redis-server", *(word for key in options for word in (f"--{key}", options[key]))]
        )

    def wait(self, *, seconds: float = 180) -> None:
        self.process.wait(self._answers, seconds=seconds)

    def stop(self) -> None:
        self.process.stop()

    def kill(self) -> None:
        self.process.kill()

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(64).startswith(b"+PONG")  # -LOADING while it reads its data
        except OSError:
            return False


def redis_server(folder: Path) -> Redis:
    process = Process(folder)
    return Redis(folder, kept_port_of(process), process)
