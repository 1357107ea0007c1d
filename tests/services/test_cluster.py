"""Three nodes, one replica: the node that holds the primary is killed under queries and writes, and nobody notices."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from elasticsearch import Elasticsearch

from search.backends.elasticsearch import ElasticsearchBackend
from search.backends.elasticsearch.configuration import Configuration
from tests.search.backends.corpus import SLOTS, document, near, typed, view
from tests.services.elasticsearch_node import Cluster, cluster
from tests.services.workers import wait_for

pytestmark = [pytest.mark.service, pytest.mark.timeout(900)]

SECOND = 20  # queries in it, and documents that are written
TOGETHER = 4  # documents of one write, as the worker of the outbox writes what has waited
BEFORE, AFTER = 60, 200  # queries, and documents, until the node is killed and since
PREFIX = "three"


@pytest.fixture
def three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    monkeypatch.setenv("ES_HEAP", "256m")
    with cluster(tmp_path / "nodes", nodes=3) as found:
        yield found


@dataclass
class Load:
    """One thing done again and again, at most so often a second, until `over`."""

    do: Callable[[int], None]
    often: float
    over: Event
    done: list[int] = field(default_factory=list)
    failed: list[Exception] = field(default_factory=list)

    def run(self) -> None:
        due = time.monotonic()
        for number in count():
            due = max(
                due + 1 / self.often, time.monotonic() - 1
            )  # what was missed while it waited is caught up, within reason
            if self.over.wait(max(0.0, due - time.monotonic())):
                return
            try:
                self.do(number)
            except Exception as error:
                self.failed.append(error)
            else:
                self.done.append(number)


def test_a_node_killed_under_load_fails_no_query_and_loses_no_write(three: Cluster) -> None:
    backend = ElasticsearchBackend(Configuration(three.urls, prefix=PREFIX), slots=SLOTS)
    backend.put(document(f"profile:{n}", view(tokens="plasma")) for n in range(50))
    over = Event()

    expected = dict.fromkeys((f"profile:{n}" for n in range(50)), "")

    def write(number: int) -> None:
        """Three new ones and a changed one; now and then one goes."""
        new = {f"profile:{1000 + 3 * number + n}": f"new {number}" for n in range(TOGETHER - 1)}
        batch = new | {f"profile:{number % 40}": f"changed {number}"}
        backend.put([document(id, view(tokens="plasma"), digest=digest) for id, digest in batch.items()])
        expected.update(batch)
        if number % 3 == 0:
            gone = next(iter(new))
            backend.delete([gone])
            del expected[gone]

    def ask(number: int) -> None:
        found = backend.search(near(view()) if number % 2 else typed("plasma"))
        assert found
        assert len(backend.fetch([found[0].id]).keys) == 1

    writes, queries = Load(write, SECOND / TOGETHER, over), Load(ask, SECOND, over)

    def happened(many: int) -> bool:
        return len(writes.done) * TOGETHER >= many and len(queries.done) >= many

    with Elasticsearch(three.urls, request_timeout=180) as client, ThreadPoolExecutor(2) as threads:
        client.cluster.health(wait_for_status="green", timeout="180s")
        index = f"{PREFIX}-write"
        [holder] = [
            row["node"] for row in client.cat.shards(index=index, format="json") if row["prirep"] == "p"
        ]
        [victim] = [node for node in three.nodes if node.folder.name == holder]
        running = [threads.submit(load.run) for load in (writes, queries)]
        try:
            wait_for(lambda: happened(BEFORE), what="load before the kill")
            victim.kill()
            wait_for(lambda: happened(BEFORE + AFTER), what="load after the kill")
        finally:
            over.set()
        for each in running:
            each.result()

    assert queries.failed == []
    assert writes.failed == []
    left = [node.url for node in three.nodes if node is not victim]
    assert (
        ElasticsearchBackend(Configuration(left, prefix=PREFIX), slots=SLOTS).digests("profile") == expected
    )
