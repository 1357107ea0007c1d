"""A TCP proxy on loopback that misbehaves on demand: stalls, answers slowly, refuses, cuts."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

CHUNK = 65_536


class Proxy:
    """Forwards to `host:port`; `delay` holds back each answer by as many seconds. Made by `proxy`."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._flows = threading.Event()  # cleared: connections are taken, nothing passes
        self._flows.set()
        self._gone = threading.Event()
        self._refuses = False
        self.delay = 0.0
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def stall(self) -> None:
        """Take what comes and pass nothing on, as a hanging server does, until `resume`."""
        self._flows.clear()

    def refuse(self) -> None:
        """Cut what is open and close each new connection at once, until `resume`."""
        self._refuses = True
        self.cut()

    def cut(self) -> None:
        """Break off every open connection now; new ones work."""
        with self._lock:
            cut, self._open = self._open, set()
        for each in cut:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def lead_to(self, port: int) -> None:
        """Another server on 127.0.0.1 answers from now on; what is open is cut."""
        self._target = ("127.0.0.1", port)
        self.cut()

    def resume(self) -> None:
        self._refuses = False
        self.delay = 0.0
        self._flows.set()

    def close(self) -> None:
        self._gone.set()
        self._flows.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes `accept`
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        while not self._gone.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._refuses:
                client.close()
                continue
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client:
            try:
                server = socket.create_connection(self._target)
            except OSError:
                return
            with server:
                with self._lock:
                    self._open |= {client, server}
                back = threading.Thread(
                    target=self._pump, args=(server, client), kwargs={"slow": True}, daemon=True
                )
                back.start()
                self._pump(client, server)
                back.join()
                with self._lock:
                    self._open -= {client, server}

    def _pump(self, source: socket.socket, sink: socket.socket, *, slow: bool = False) -> None:
        with suppress(OSError):
            while data := source.recv(CHUNK):
                if slow and self.delay:
                    self._gone.wait(self.delay)
                self._flows.wait()
                sink.sendall(data)
        for each in (source, sink):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


@contextmanager
def proxy(url: str) -> Iterator[Proxy]:
    """Before the server of `url`, for as long as the block lasts; `proxy.port` on 127.0.0.1 leads to it."""
    parts = urlsplit(url)
    if not (parts.hostname and parts.port):
        raise ValueError(f"{url!r} names no host and port to forward to.")
    made = Proxy(parts.hostname, parts.port)
    try:
        yield made
    finally:
        made.close()
