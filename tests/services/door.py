"""A door of TLS with a lock before Elasticsearch, as its own security puts one there: ours has no such module."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import trustme

from tests.services.answering import ELASTIC
from tests.support.serving import serving

REFUSED = b'{"error": {"type": "security_exception", "reason": "missing authentication"}, "status": 401}'


@contextmanager
def door(url: str, *, opens_to: str, folder: Path) -> Iterator[tuple[int, Path]]:
    """Yields the port on `localhost` and the certificate of the authority that it is signed by.

    Only requests with the header `Authorization: opens_to` reach the server at `url`.
    """
    target = urlsplit(url).netloc

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            if self.headers.get("authorization") != opens_to:
                self._answer(401, ELASTIC, REFUSED)
                return
            behind = HTTPConnection(target)
            kept = {
                name: value
                for name, value in self.headers.items()
                if name.lower() in ("accept", "content-type")
            }
            behind.request(self.command, self.path, body, kept)
            answer = behind.getresponse()
            self._answer(answer.status, {**ELASTIC, **dict(answer.getheaders())}, answer.read())
            behind.close()

        do_POST = do_PUT = do_DELETE = do_HEAD = do_GET

        def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            sizes = ("content-length", "transfer-encoding")
            for name, value in {n.lower(): v for n, v in headers.items() if n.lower() not in sizes}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    certificate = folder / "authority.pem"
    authority.cert_pem.write_to_path(certificate)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    with serving(server) as port:
        yield port, certificate
