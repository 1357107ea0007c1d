"""Real services: what they keep, and what a cluster survives."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.services.elasticsearch_node import cluster
from tests.services.redis_server import redis_server

pytestmark = [pytest.mark.service, pytest.mark.timeout(600)]


def ask(url: str, *, method: str = "GET", body: object = None) -> Any:
    request = urllib.request.Request(url, method=method, headers={"Content-Type": "application/json"})
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(request, data=data, timeout=180) as answer:
        return json.load(answer)


def test_single_node_finds_what_it_was_told(elasticsearch_url: str) -> None:
    ask(f"{elasticsearch_url}/launcher/_doc/1?refresh=true", method="PUT", body={"text": "quantum optics"})
    try:
        found = ask(f"{elasticsearch_url}/launcher/_search?q=text:optics")
    finally:
        ask(f"{elasticsearch_url}/launcher", method="DELETE")

    assert [hit["_id"] for hit in found["hits"]["hits"]] == ["1"]


def test_cluster_loses_a_node_and_no_document(tmp_path: Path) -> None:
    with cluster(tmp_path / "three", nodes=3) as three:
        first, _, last = three.nodes
        ask(
            f"{first.url}/kept",
            method="PUT",
            body={"settings": {"number_of_shards": 3, "number_of_replicas": 1}},
        )
        ask(f"{first.url}/_cluster/health/kept?wait_for_status=green&timeout=150s")
        for number in range(20):
            ask(f"{first.url}/kept/_doc/{number}", method="PUT", body={"number": number})

        last.kill()
        ask(f"{first.url}/_cluster/health?wait_for_nodes=2&wait_for_status=yellow&timeout=150s")
        ask(f"{first.url}/kept/_refresh", method="POST")

        assert ask(f"{first.url}/kept/_count")["count"] == 20


def test_redis_keeps_its_data_over_a_kill(tmp_path: Path) -> None:
    server = redis_server(tmp_path / "redis")
    server.start()
    try:
        server.wait()
        command = ["redis-cli", "-p", str(server.port)]
        subprocess.run([*command, "SET", "key", "value"], check=True, capture_output=True)
        server.kill()

        server.start()
        server.wait()

        kept = subprocess.run([*command, "GET", "key"], check=True, capture_output=True, text=True)
        assert kept.stdout == "value\n"
    finally:
        server.kill()


def test_starting_twice_finds_the_service_running(redis_url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.services", "start", "redis"], check=True, capture_output=True, text=True
    )

    assert done.stdout.startswith("redis runs already (process ")
