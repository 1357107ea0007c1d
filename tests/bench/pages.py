"""Pages of the stack under load: python -m tests.bench.pages [--seconds 300]

Needs `make services` and wrk (apt install wrk). Fills a PostgreSQL database and an Elasticsearch index of its own with
synthetic people, starts gunicorn and a worker as docker-compose.yml does, and lets 50 connections ask for public lists
and details. The time of a page is what the server itself counts (/metrics), without the wait for its turn.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from prometheus_client.parser import text_string_to_metric_families

from tests.bench.report import table
from tests.bench.speed import entry
from tests.services.ports import free_ports
from tests.services.process import Process
from tests.services.site import ROOT, command_of, environment

CONNECTIONS, WARM = 50, 20  # seconds of the latter
APART = {"livez", "readyz", "metrics"}  # no pages
# "Non-2xx or 3xx responses: 3" and "Socket errors: connect 0, read 1, write 0, timeout 2"
FAILED = re.compile(r"(?:responses:|connect|read|write|timeout) (\d+)\b")
TOKEN = "a-token-of-the-bench-and-of-nobody-else"
PATHS = (
    "/en/openings/", "/zh-hans/openings/", "/en/openings/?field=energy", "/zh-hans/openings/?page=2", "/en/bases/",
    "/zh-hans/bases/bench/", "/en/openings/{0}/", "/zh-hans/openings/{1}/", "/en/openings/?q=plasma",
    "/zh-hans/openings/?q=材料",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--profiles", type=int, default=10_000)
    parser.add_argument("--seconds", type=int, default=300)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("wrk is missing: apt install wrk.")
    folder = ROOT / "var" / "bench" / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    [port] = free_ports(1)
    with database(environment(folder, port=port)) as settings:
        say("migrating, people, index")
        do([sys.executable, "manage.py", "migrate", "--verbosity", "0"], settings)
        do([sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"], settings)
        keys = json.loads(
            do([sys.executable, "-m", "tests.bench.filled", str(options.profiles)], settings).splitlines()[-1]
        )
        found = under_load(settings, folder, port, keys, seconds=options.seconds)
    latest = {name: entry(name, value) for name, value in found.items()}
    (folder.parent / "pages.json").write_text(json.dumps(latest, indent=1) + "\n")
    sys.stdout.write(table(latest) + "\n")


def under_load(
    settings: Mapping[str, str], folder: Path, port: int, keys: list[int], *, seconds: int
) -> dict[str, float]:
    """Starts the site, warms it up, asks for `seconds`."""
    programs = {name: Process(folder / name) for name in ("worker-query", "web")}
    try:
        for name, program in programs.items():
            program.start(command_of(name), environment=settings)
        programs["web"].wait(lambda: answers(f"http://127.0.0.1:{port}/livez"), seconds=60)
        paths = [urllib.parse.quote(path.format(*keys), safe="/?=&") for path in PATHS]
        for path in paths:  # once: a wrong one would be measured as a quick one
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60).close()
        script = wrk_script(folder, paths)
        say("warming up")
        wrk(port, script, seconds=WARM)
        before, counted = memory(programs["web"]), times(port)
        say(f"{CONNECTIONS} connections for {seconds} s")
        said = wrk(port, script, seconds=seconds)
        after = memory(programs["web"])
        spent = {edge: count - counted.get(edge, 0) for edge, count in times(port).items()}
    finally:
        for program in programs.values():
            program.stop(seconds=30)
    return {
        "pages_p50_ms": 1000 * quantile(spent, 0.5),
        "pages_p95_ms": 1000 * quantile(spent, 0.95),
        "pages_per_s": number(r"Requests/sec:\s+([\d.]+)", said),
        "pages_errors": float(sum(map(int, FAILED.findall(said)))),
        "pages_memory_mb": after,
        "pages_memory_growth": after / before,
    }


def wrk_script(folder: Path, paths: list[str]) -> Path:
    """One path after the other, each connection from the beginning."""
    quoted = ", ".join(map(json.dumps, paths))
    script = folder / "paths.lua"
    script.write_text(
        f"local paths = {{{quoted}}}\nlocal at = 0\n"
        'function request()\n at = at % #paths + 1\n return wrk.format("GET", paths[at])\nend\n'
    )
    return script


def wrk(port: int, script: Path, *, seconds: int) -> str:
    """What it printed."""
    command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{seconds}s"]
    command += ["--timeout", "30s", "--script", str(script), f"http://127.0.0.1:{port}"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def times(port: int) -> dict[float, float]:
    """Upper edge in seconds -> answers that took no longer, of all pages."""
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}/metrics", headers={"Authorization": f"Bearer {TOKEN}"}
    )
    with urllib.request.urlopen(asked, timeout=10) as answer:
        families = list(text_string_to_metric_families(answer.read().decode()))
    found: dict[float, float] = {}
    for family in families:
        for sample in family.samples:
            if sample.name == "talentbridge_request_seconds_bucket" and sample.labels["view"] not in APART:
                edge = float(sample.labels["le"])
                found[edge] = found.get(edge, 0) + sample.value
    return found


def quantile(counted: Mapping[float, float], share: float) -> float:
    """Seconds; between two edges as if the answers lay evenly."""
    whole, below, lower = counted[float("inf")], 0.0, 0.0
    for edge, count in sorted(counted.items()):
        if count >= share * whole:
            if edge == float("inf"):
                return lower
            return lower + (edge - lower) * (share * whole - below) / (count - below)
        below, lower = count, edge
    return lower


def memory(web: Process) -> float:
    """Megabytes that the processes of gunicorn hold, shared pages counted in each."""
    pids = [
        web.pid,
        *map(
            int, subprocess.run(["pgrep", "-P", str(web.pid)], capture_output=True, text=True).stdout.split()
        ),
    ]
    pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids if pid]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def database(settings: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The settings with a database, an index and keys of their own; the database goes at the end."""
    parts = urlsplit(settings["DATABASE_URL"])
    server = urlunsplit(parts._replace(path="/postgres", scheme="postgresql"))
    name = "talentbridge_bench"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
        yield dict(settings) | {
            "DATABASE_URL": urlunsplit(parts._replace(path=f"/{name}")),
            "ELASTICSEARCH_PREFIX": "bench_pages",
            "METRICS_TOKEN": TOKEN,
        }
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def do(command: list[str], settings: Mapping[str, str]) -> str:
    """What it printed."""
    return subprocess.run(
        command, cwd=ROOT, env=settings, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except OSError:
        return False


def number(pattern: str, text: str) -> float:
    """What the group holds; 0 where nothing matches."""
    found = re.search(pattern, text)
    return float(found[1]) if found else 0.0


def say(text: str) -> None:
    sys.stderr.write(f"  {text} …\n")
    sys.stderr.flush()


if __name__ == "__main__":
    started = time.monotonic()
    main()
    say(f"done in {time.monotonic() - started:.0f} s")
