"""Elasticsearch beside the embedded index: python -m tests.bench.elasticsearch [--profiles 37000]

Starts a node and a Redis of its own, fills the node with a synthetic corpus, and measures recall against the exact
scan, times, check_index, and how soon a saved profile is found. Prints the table, writes var/bench/elasticsearch.json.
"""

import argparse
import json
import os
import shutil
import sys
import time
from pathlib import Path

from tests.bench.report import table
from tests.bench.speed import ROOT, entry, run
from tests.services.elasticsearch_node import cluster
from tests.services.redis_server import redis_server

PROFILES = 37_000  # about 100 thousand passages
HEAP = "1g"


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--profiles", type=int, default=PROFILES)
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "bench")
    options = parser.parse_args(arguments)
    bench = options.folder.resolve()
    bench.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("ES_HEAP", HEAP)
    start = time.monotonic()
    found: dict[str, float] = {"cores": os.cpu_count() or 1, "load": os.getloadavg()[0]}
    part, corpus = bench / "part-elasticsearch.json", bench / f"corpus-{options.profiles}"
    redis = redis_server(bench / "redis")
    with cluster(bench / "nodes", nodes=1) as nodes:
        os.environ["ELASTICSEARCH_URL"], os.environ["ELASTICSEARCH_PREFIX"] = nodes.urls[0], "bench"
        for step in ("elastic", "checked", "outbox"):
            sys.stderr.write(f"{step}, {time.monotonic() - start:.0f} s\n")
            if step == "outbox":
                redis.start()
                redis.wait()
                os.environ["TALENTBRIDGE_BENCH_BROKER"] = redis.addresses["CELERY_BROKER_URL"]
            try:
                run(corpus, step, "--profiles", str(options.profiles), "--out", str(part))
            finally:
                redis.kill()
            found |= json.loads(part.read_text())
            part.unlink()
            latest = {name: entry(name, value) for name, value in sorted(found.items())}
            (bench / "elasticsearch.json").write_text(json.dumps(latest, indent=1) + "\n")
            if step == "elastic":
                os.environ["TALENTBRIDGE_BENCH_BACKEND"] = "elasticsearch.ElasticsearchBackend"
    for left in ("redis", "workers"):
        shutil.rmtree(bench / left, ignore_errors=True)
    sys.stdout.write(table(latest) + "\n")
    sys.stderr.write(f"Done in {time.monotonic() - start:.0f} s.\n")


if __name__ == "__main__":
    main()
