"""Speed and memory of the engine: python -m tests.bench.speed [--quick] [--profiles N …]

Makes synthetic corpora in var/bench (once; they are used again), measures each in a process of its own, prints the
table and writes var/bench/latest.json. Needs no service and touches no database but its own.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.goals import figure
from tests.bench.report import table

ROOT = Path(__file__).resolve().parents[2]
SIZES = (10_000, 100_000)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="10,000 profiles only, fewer rounds")
    parser.add_argument("--profiles", type=int, nargs="+", help="other sizes")
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "bench")
    options = parser.parse_args(arguments)
    bench = options.folder.resolve()
    bench.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    found: dict[str, float] = {"cores": os.cpu_count() or 1, "load": os.getloadavg()[0]}
    for profiles in options.profiles or (SIZES[:1] if options.quick else SIZES):
        sys.stderr.write(f"{profiles:,} profiles, {time.monotonic() - start:.0f} s\n")
        part = bench / f"part-{profiles}.json"
        quick = ["--quick"] if options.quick else []
        run(bench / f"corpus-{profiles}", "measure", "--profiles", str(profiles), "--out", str(part), *quick)
        measured = json.loads(part.read_text())
        measured["recall_at_100"] = min(measured["recall_at_100"], found.get("recall_at_100", 1.0))
        found |= measured
        part.unlink()
    sys.stderr.write(f"encoders, {time.monotonic() - start:.0f} s\n")
    corpus = bench / f"corpus-{(options.profiles or SIZES)[0]}"
    found |= json.loads(run(corpus, "encoding", output=True))
    latest = {name: entry(name, value) for name, value in sorted(found.items())}
    (bench / "latest.json").write_text(json.dumps(latest, indent=1) + "\n")
    sys.stdout.write(table(latest) + "\n")
    sys.stderr.write(f"Done in {time.monotonic() - start:.0f} s.\n")
    if options.quick:
        sys.stderr.write("Quick: 10,000 profiles only, one round; `make bench` measures 100,000 as well.\n")


def run(corpus: Path, module: str, *arguments: str, output: bool = False) -> str:
    """A module of the bench in a process of its own, on this corpus -> what it printed, if `output`."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.run", module, *arguments],
        cwd=ROOT,
        env=os.environ | {"TALENTBRIDGE_BENCH": str(corpus)},
        stdout=subprocess.PIPE if output else None,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"tests.bench.{module} failed; its message stands above.")
    return done.stdout or ""


def entry(name: str, value: float) -> dict[str, object]:
    """A figure as latest.json has it."""
    line = figure(name)
    return {
        "value": float(f"{value:.4g}"),
        "unit": line.unit,
        "goal": line.goal or None,
        "met": line.met(value),
    }


if __name__ == "__main__":
    main()
