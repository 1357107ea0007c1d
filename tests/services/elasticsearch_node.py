"""Elasticsearch on loopback: one node, or several that form a cluster."""

from __future__ import annotations

import json
import os
import shutil
import signal
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.services.home import elasticsearch_home, wanted_version
from tests.services.java import jdk_for
from tests.services.ports import free_ports, kept_port_of
from tests.services.process import Process

CACHE = Path(__file__).resolve().parents[2] / "var" / "services"
HEAP = "512m"  # enough for 20,000 vectors of 384 numbers; ES_HEAP asks for more
SECONDS = 180.0  # six alone on two cores, a minute beside a full test run


@dataclass(frozen=True)
class Node:
    """One node; its settings, data and log lie in `folder`."""

    folder: Path
    port: int
    settings: tuple[tuple[str, str], ...]
    process: Process

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def addresses(self) -> dict[str, str]:
        return {"ELASTICSEARCH_URL": self.url}

    def start(self) -> None:
        """Start without waiting: a node of several answers only when the others are there."""
        version = wanted_version()
        home = elasticsearch_home(CACHE, version=version)
        self.folder.mkdir(parents=True, exist_ok=True)
        properties = self.folder / "node.properties"
        properties.write_text("".join(f"{key}={value}\n" for key, value in self.settings))
        heap = os.environ.get("ES_HEAP") or HEAP
        java = jdk_for(version) / "bin" / "java"
        self.process.start(
            [str(java), f"-Xms{heap}", f"-Xmx{heap}", "-XX:+UseSerialGC", f"-Djava.io.tmpdir={self.folder}",
             "-cp", f"{home / 'classes'}:{home / 'lib'}/*", "Main", str(home), str(properties)],
        )  # fmt: skip

    def wait(self, *, nodes: int = 1, seconds: float = SECONDS) -> None:
        """Until the node answers and sees as many nodes, with every primary shard at work."""
        self.process.wait(lambda: health(self.url, nodes=nodes), seconds=seconds)

    def stop(self) -> None:
        self.process.stop()

    def kill(self) -> None:
        """kill -9: nothing is said to the others."""
        self.process.kill()

    def pause(self) -> None:
        """The node hangs: it takes connections and answers none, until `resume`."""
        self.process.send(signal.SIGSTOP)

    def resume(self) -> None:
        self.process.send(signal.SIGCONT)


@dataclass(frozen=True)
class Cluster:
    nodes: Sequence[Node]

    @property
    def urls(self) -> list[str]:
        return [node.url for node in self.nodes]

    def wait(self, *, nodes: int | None = None) -> None:
        """Until the nodes that run have found each other."""
        running = [node for node in self.nodes if node.process.running]
        for node in running:
            node.wait(nodes=nodes or len(running))


def health(url: str, *, nodes: int = 1) -> bool:
    """Whether the cluster at `url` has as many nodes and all its primary shards."""
    try:
        with urllib.request.urlopen(f"{url}/_cluster/health", timeout=5) as answer:
            said = json.load(answer)
    except (OSError, ValueError):  # not there yet, or cut off while starting
        return False
    return said["status"] in ("green", "yellow") and said["number_of_nodes"] >= nodes


def single_node(folder: Path) -> Node:
    """The node of `make services`: its data outlive it, its port is kept in `folder`."""
    process = Process(folder)
    port = kept_port_of(process)
    [transport] = free_ports(1)
    return Node(folder, port, (*_common(folder, port, transport), ("discovery.type", "single-node")), process)


@contextmanager
def cluster(folder: Path, *, nodes: int = 3) -> Iterator[Cluster]:
    """`nodes` fresh nodes under `folder` that have found each other, for as long as the block lasts."""
    shutil.rmtree(folder, ignore_errors=True)
    ports = free_ports(2 * nodes)
    names = [f"node-{number}" for number in range(1, nodes + 1)]
    together = (
        ("cluster.initial_master_nodes", ",".join(names)),
        ("discovery.seed_hosts", ",".join(f"127.0.0.1:{port}" for port in ports[nodes:])),
    )
    made = Cluster(
        [
            Node(
                folder / name,
                http,
                (*_common(folder / name, http, transport), *together),
                Process(folder / name),
            )
            for name, http, transport in zip(names, ports[:nodes], ports[nodes:], strict=True)
        ]
    )
    try:
        for node in made.nodes:
            node.start()
        made.wait()
        yield made
    finally:
        for node in made.nodes:
            node.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _common(folder: Path, http: int, transport: int) -> tuple[tuple[str, str], ...]:
    return (
        ("cluster.name", f"talentbridge-{folder.parent.name}"),
        ("node.name", folder.name),
        ("path.data", str(folder / "data")),
        ("path.logs", str(folder / "logs")),
        ("network.host", "127.0.0.1"),
        ("http.port", str(http)),
        ("transport.port", str(transport)),
        # A full disk of this machine must not make every index read-only; the test that wants it sets it back.
        ("cluster.routing.allocation.disk.threshold_enabled", "false"),
    )
