"""What keeps a cluster from being used, in sentences."""

from __future__ import annotations

from search.backends.base import IndexUnavailable
from search.backends.elasticsearch.versions import Versions

OLDEST = (8, 19)  # rescore_vector inside knn; what this program is tested with
NEWEST = 9


def problems(versions: Versions) -> list[str]:
    """Asks the cluster: reachable, login right, version known, its state, an index that fits."""
    client, line = versions.connection.client, versions.line
    try:
        nodes = line.ask(
            # Without "_all" Elasticsearch 9 takes "_none" for the name of a node.
            lambda: client.nodes.info(node_id="_all", metric="_none", filter_path="nodes.*.version").body
        )
        found = sorted({str(node["version"]) for node in nodes["nodes"].values()})
        wrong = [version for version in found if not _is_known(version)]
        if wrong:
            known = f"{OLDEST[0]}.{OLDEST[1]} or {NEWEST}"
            return [f"Elasticsearch at {line.where} has version {', '.join(wrong)}; install {known}."]
        health = line.ask(lambda: client.cluster.health(filter_path="status").body)
        if health["status"] == "red":
            return [
                f"Elasticsearch at {line.where} is red: data is missing; see GET /_cluster/allocation/explain."
            ]
        versions.readable()
    except IndexUnavailable as error:
        return [str(error)]
    return []


def _is_known(version: str) -> bool:
    numbers = tuple(int(part) for part in version.split("-")[0].split(".")[:2])
    return OLDEST <= numbers < (NEWEST + 1,)
