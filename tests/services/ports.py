"""Free ports on loopback."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from pathlib import Path

from tests.services.process import Process


def free_ports(number: int) -> list[int]:
    """Ports that nobody listens on now, all different."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def kept_port(file: Path) -> int:
    """The port noted in `file` as long as it is free, else a new one, noted there."""
    if file.exists():
        port = int(file.read_text())
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                pass
            else:
                return port
    file.parent.mkdir(parents=True, exist_ok=True)
    [port] = free_ports(1)
    file.write_text(f"{port}\n")
    return port


def kept_port_of(process: Process) -> int:
    """A running program's port, else the one that it had or one that is free."""
    file = process.folder / "port"
    return int(file.read_text()) if process.running else kept_port(file)
