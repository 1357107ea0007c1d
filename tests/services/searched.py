"""One Elasticsearch behind a proxy, with each fault that it can have: caused for real, mended at the end of a block."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from elasticsearch import Elasticsearch

from tests.services.answering import ELASTIC, a_server
from tests.services.elasticsearch_node import Node
from tests.services.proxy import Proxy

TURNED_AWAY = {"error": {"type": "es_rejected_execution_exception", "reason": "queue is full"}, "status": 429}
SLOW = 0.05  # seconds that an answer takes longer: a page asks several times


@dataclass(frozen=True)
class Searched:
    """`way` leads to `node`; the site knows the way alone."""

    node: Node
    way: Proxy
    prefix: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.way.port}"

    def everything(self) -> str:
        """All documents of the site as the node has them, as text."""
        client = Elasticsearch(self.node.url)
        client.indices.refresh(index=f"{self.prefix}*")
        return str(client.search(index=f"{self.prefix}*", size=1000).body)

    @contextmanager
    def stopped(self) -> Iterator[None]:
        self.node.stop()
        yield from self._until_started()

    @contextmanager
    def killed(self) -> Iterator[None]:
        self.node.kill()
        yield from self._until_started()

    def _until_started(self) -> Iterator[None]:
        try:
            yield
        finally:
            self.node.start()
            self.node.wait()

    @contextmanager
    def hanging(self) -> Iterator[None]:
        self.way.stall()
        try:
            yield
        finally:
            self.way.resume()

    @contextmanager
    def slow(self) -> Iterator[None]:
        self.way.delay = SLOW
        try:
            yield
        finally:
            self.way.resume()

    @contextmanager
    def turning_away(self) -> Iterator[None]:
        """429 to everything."""
        with a_server(429, TURNED_AWAY, headers=ELASTIC) as (port, _):
            self.way.lead_to(port)
            try:
                yield
            finally:
                self.way.lead_to(self.node.port)

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """As Elasticsearch itself does on a disk that is 95 % full."""
        self._block(True)
        try:
            yield
        finally:
            self._block(None)

    def _block(self, value: bool | None) -> None:
        with Elasticsearch(self.node.url) as client:
            client.indices.put_settings(
                index=f"{self.prefix}-*", settings={"index.blocks.read_only_allow_delete": value}
            )

    def age(self) -> None:
        """An older version of this program made the index, with another mapping."""
        old = f"{self.prefix}-00000000-00000000-old"
        with Elasticsearch(self.node.url) as client:
            client.indices.create(index=old)
            others = [index for index in client.indices.get(index=f"{self.prefix}-*") if index != old]
            client.indices.update_aliases(
                actions=[
                    *({"remove_index": {"index": name}} for name in others),
                    *(
                        {"add": {"index": old, "alias": f"{self.prefix}-{role}"}}
                        for role in ("read", "write")
                    ),
                ]
            )

    def versions(self) -> list[str]:
        with Elasticsearch(self.node.url) as client:
            return sorted(client.indices.get(index=f"{self.prefix}-*"))


Fault = Callable[[Searched], AbstractContextManager[None]]
# Fault -> whether pages can still read the index meanwhile.
FAULTS: dict[str, tuple[Fault, bool]] = {
    "stopped": (Searched.stopped, False),
    "killed": (Searched.killed, False),
    "hanging": (Searched.hanging, False),
    "turning away": (Searched.turning_away, False),
    "read only": (Searched.read_only, True),
    "slow": (Searched.slow, True),
}
