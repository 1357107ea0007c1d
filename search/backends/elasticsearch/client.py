"""The connection to the cluster: bounded in time, and one for each process."""

from __future__ import annotations

import os
from threading import Lock
from typing import Any

import urllib3
from elastic_transport import Urllib3HttpNode
from elastic_transport.client_utils import DEFAULT, DefaultType
from elasticsearch import Elasticsearch

from search.backends.elasticsearch.configuration import Configuration

CONNECT_SECONDS = 1.0  # a host that is there answers within milliseconds


class _Node(Urllib3HttpNode):
    """Waits for a connection for a shorter time than for an answer."""

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: Any = None,
        request_timeout: DefaultType | float | None = DEFAULT,
    ) -> Any:
        """See Urllib3HttpNode."""
        seconds = self.config.request_timeout if isinstance(request_timeout, DefaultType) else request_timeout
        timeout: Any = urllib3.Timeout(connect=min(CONNECT_SECONDS, seconds or CONNECT_SECONDS), read=seconds)
        return super().perform_request(method, target, body, headers, timeout)


class Connection:
    """A client that is made when it is first needed, and anew in a forked process: sockets cannot be shared."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self._lock = Lock()
        self._made: tuple[int, Elasticsearch] | None = None

    @property
    def client(self) -> Elasticsearch:
        """For this process."""
        with self._lock:
            if self._made is None or self._made[0] != os.getpid():
                self._made = os.getpid(), self._make()
            return self._made[1]

    def _make(self) -> Elasticsearch:
        configuration = self.configuration
        secure = any(url.startswith("https:") for url in configuration.urls)
        options: dict[str, Any] = (
            {"ca_certs": configuration.ca_certs} if secure and configuration.ca_certs else {}
        )
        several = len(configuration.urls) > 1
        return Elasticsearch(
            list(configuration.urls),
            node_class=_Node,
            request_timeout=configuration.seconds,
            # Another host may answer where one does not; a second try mends a connection that it closed.
            max_retries=1,
            retry_on_timeout=several,
            retry_on_status=(),  # busy.py waits between tries, which this would not
            **configuration.login,
            **options,
        )
