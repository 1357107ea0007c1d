"""The services of `make services`: started where they do not run, their addresses kept in var/services/services.env."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from filelock import FileLock

from tests.services.elasticsearch_node import single_node
from tests.services.postgres_server import postgres_server
from tests.services.process import Process
from tests.services.redis_server import redis_server

FOLDER = Path(__file__).resolve().parents[2] / "var" / "services"
ADDRESSES = FOLDER / "services.env"


class Service(Protocol):
    """What each of them can do; `addresses` holds the settings that lead to it."""

    @property
    def process(self) -> Process: ...
    @property
    def addresses(self) -> dict[str, str]: ...
    def start(self) -> None: ...
    def wait(self) -> None: ...
    def stop(self) -> None: ...


SERVICES: dict[str, Callable[[Path], Service]] = {
    "postgres": postgres_server,
    "redis": redis_server,
    "elasticsearch": single_node,
}


def start(names: Sequence[str]) -> Iterator[str]:
    """Start those that do not run, wait for all of them, note their addresses. Raises `ServiceError`."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with FileLock(FOLDER / "services.lock"):
        services = {name: SERVICES[name](FOLDER / name) for name in names}
        already = {name for name, service in services.items() if service.process.running}
        for name in services.keys() - already:
            services[name].start()
        for name, service in services.items():
            service.wait()
            yield f"{name} {'runs already' if name in already else 'runs'} (process {service.process.pid})"
        _note_addresses()


def stop(names: Sequence[str]) -> Iterator[str]:
    """End those that run; nothing else, whatever the pid files say."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with FileLock(FOLDER / "services.lock"):
        for name in names:
            service = SERVICES[name](FOLDER / name)
            ran = service.process.running
            service.stop()
            yield f"{name} {'ended' if ran else 'did not run'}"
        _note_addresses()


def status(names: Sequence[str]) -> Iterator[str]:
    for name in names:
        pid = Process(FOLDER / name).pid
        yield f"{name} runs (process {pid})" if pid else f"{name} does not run"


def missing(names: Sequence[str]) -> Iterator[str]:
    """Those that do not run: who starts them may stop them, and leaves alone what ran before."""
    yield from (name for name in names if not Process(FOLDER / name).running)


def addresses() -> dict[str, str]:
    """The settings that lead to the services that run now."""
    running = [name for name in SERVICES if Process(FOLDER / name).running]
    return {key: value for name in running for key, value in SERVICES[name](FOLDER / name).addresses.items()}


def _note_addresses() -> None:
    ADDRESSES.touch(mode=0o600)  # holds the password of PostgreSQL
    ADDRESSES.write_text("".join(f"{key}={value}\n" for key, value in addresses().items()))
