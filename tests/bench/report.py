"""The table of var/bench/latest.json in Markdown: python -m tests.bench.report [file]"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.bench.goals import FIGURES

LATEST = Path(__file__).resolve().parents[2] / "var" / "bench" / "latest.json"


def table(latest: Mapping[str, Mapping[str, Any]]) -> str:
    """One line a figure, the sizes side by side, in the order of goals.py."""
    sizes = sorted({size for name in latest if (size := _size(name))}, key=lambda size: (len(size), size))
    head = [*(f"{size} profiles" for size in sizes)] or ["value"]
    lines = [f"| what | {' | '.join(head)} | goal |", "|---" * (len(head) + 2) + "|"]
    for pattern in FIGURES:
        names = [pattern.format(size=size) for size in sizes] if "{size}" in pattern else [pattern]
        if not any(name in latest for name in names):
            continue
        cells = [_cell(latest.get(name)) for name in names]
        if "{size}" not in pattern:
            cells = [*[""] * (len(head) - 1), *cells]
        goals = [latest[name]["goal"] or "" for name in names if name in latest]
        goal = next((goal for goal in reversed(goals) if goal), "")
        missed = any(not latest[name]["met"] for name in names if name in latest)
        what = FIGURES[pattern].what + (f" ({FIGURES[pattern].unit})" if FIGURES[pattern].unit else "")
        lines.append(f"| {what} | {' | '.join(cells)} | {goal}{' **missed**' if missed else ''} |")
    return "\n".join(lines)


def _size(name: str) -> str:
    for pattern in FIGURES:
        before, cut, after = pattern.partition("{size}")
        size = name[len(before) : len(name) - len(after)] if cut else ""
        if cut and name.startswith(before) and name.endswith(after) and size.rstrip("k").isdigit():
            return size
    return ""


def _cell(entry: Mapping[str, Any] | None) -> str:
    if entry is None:
        return "–"
    value = float(entry["value"])
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    sys.stdout.write(
        table(json.loads((Path(sys.argv[1]) if len(sys.argv) > 1 else LATEST).read_text())) + "\n"
    )
