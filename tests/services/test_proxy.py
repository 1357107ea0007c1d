"""The misbehaving proxy misbehaves as asked, before a small server of the test."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator

import pytest

from tests.services.proxy import Proxy, proxy


class Echo(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        while data := self.request.recv(1024):
            self.request.sendall(data)


@pytest.fixture
def echo() -> Iterator[Proxy]:
    """A proxy before a server that says what it is told."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Echo) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with proxy(f"tcp://127.0.0.1:{server.server_address[1]}") as made:
            yield made
        server.shutdown()


def connect(echo: Proxy) -> socket.socket:
    return socket.create_connection(("127.0.0.1", echo.port), timeout=20)


def test_proxy_forwards_both_ways(echo: Proxy) -> None:
    with connect(echo) as client:
        client.sendall(b"hello")

        assert client.recv(5) == b"hello"


def test_stalled_proxy_answers_only_after_resuming(echo: Proxy) -> None:
    echo.stall()
    with connect(echo) as client:
        client.sendall(b"hello")
        client.settimeout(0.3)
        with pytest.raises(TimeoutError):
            client.recv(5)

        echo.resume()
        client.settimeout(20)

        assert client.recv(5) == b"hello"


def test_cut_ends_open_connections_and_takes_new_ones(echo: Proxy) -> None:
    with connect(echo) as client:
        client.sendall(b"hello")
        client.recv(5)

        echo.cut()

        assert client.recv(5) == b""
    test_proxy_forwards_both_ways(echo)


def test_refusing_proxy_gives_no_answer(echo: Proxy) -> None:
    echo.refuse()
    with connect(echo) as client:
        try:
            said = client.recv(5)
        except ConnectionResetError:
            said = b""

    assert said == b""


def test_delay_holds_an_answer_back(echo: Proxy) -> None:
    echo.delay = 2.0
    with connect(echo) as client:
        client.sendall(b"hello")
        client.settimeout(0.3)
        with pytest.raises(TimeoutError):
            client.recv(5)
        client.settimeout(20)

        assert client.recv(5) == b"hello"


def test_address_without_a_port_is_refused() -> None:
    with pytest.raises(ValueError, match="names no host and port"), proxy("tcp://localhost"):
        pass
