"""Pages of attachés and officers with many people and openings: python -m tests.bench.desks [--openings 2000]

Makes a database and an index of its own in var/bench/desks. Each page is asked for 20 times after a first visit, which
is told by itself: it fills what is kept for some minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "bench" / "desks"
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "talentbridge.settings.development",
    "TALENTBRIDGE_VAR": str(FOLDER),
    "DATABASE_URL": f"sqlite:///{FOLDER / 'desks.sqlite3'}",
    "DEBUG": "0",
    "SECOND_FACTOR_REQUIRED": "false",
    "ALLOWED_HOSTS": "testserver",
}
# Login -> paths below the language; {opening}: one that takes applications. Whoever adds a page of a desk adds it here.
PATHS = {
    "attache": (
        "me/", "attaches/tasks/", "attaches/tasks/?field=energy&country=NO", "attaches/tasks/?page=40",
        "attaches/tasks/{opening}/", "attaches/tasks/{other}/", "attaches/nominations/", "attaches/pipeline/",
        "attaches/handover/",
    ),
    "intermediary": ("attaches/tasks/", "attaches/tasks/{opening}/", "attaches/pipeline/"),
    "officer": ("me/", "attaches/posts/", "openings/review/", "institutions/waiting/", "recognition/", "roles/",
                "funnel/", "funnel/?by=field", "funnel/?by=country&country=NO"),
}  # fmt: skip
COUNTRIES = ["NO", "DE"]  # an eighth of the people


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--openings", type=int, default=2_000)
    parser.add_argument("--again", action="store_true", help="with the database of the last run")
    asked = parser.parse_args()
    if not asked.again:
        shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True, exist_ok=True)

    import django

    django.setup()

    from tests.bench.asking import ask
    from tests.bench.desk_rows import readers, write
    from tests.bench.report import table
    from tests.bench.speed import entry
    from tests.bench.timing import late, middle

    if not asked.again:
        write(asked.people, asked.openings, COUNTRIES, say)
    people, keys = readers()
    for reader in people.values():  # templates and translations are read once in the life of a process
        ask("/en/openings/", reader)
    load, found = os.getloadavg()[0], []
    for login, paths in PATHS.items():
        for path in paths:
            cost = ask(f"/en/{path.format(**keys)}", people[login])
            found.append(cost)
            say(
                f"{login} {path}: first {cost.first:.0f} ms, then {middle(cost.clock):.0f} ms, "
                f"at the 95th {late(cost.clock):.0f} ms, {cost.queries} queries"
            )
    clock = [spent for cost in found for spent in (cost.first, *cost.clock)]
    values = {
        "load": load,
        "cores": float(os.cpu_count() or 1),
        "desks_p50_ms": middle(clock),
        "desks_p95_ms": late(clock),
        "desks_processor_p95_ms": late([spent for cost in found for spent in cost.processor]),
    }
    latest = {name: entry(name, value) for name, value in values.items()}
    (FOLDER.parent / "desks.json").write_text(json.dumps(latest, indent=1) + "\n")
    sys.stdout.write(table(latest) + "\n")


def say(text: str) -> None:
    sys.stderr.write(f"  {text} …\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
