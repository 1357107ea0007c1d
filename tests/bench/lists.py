"""Lists with many openings, for anybody and behind the log-in: python -m tests.bench.lists [--openings 10000]

Makes a database of its own in var/bench/lists, with 10 openings and then with all. A list has to ask the database as
often with many rows as with few. The time is that of the whole answer, by the clock, and that of the processor alone:
the former means something on an idle machine only.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "bench" / "lists"
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "talentbridge.settings.development",
    "TALENTBRIDGE_VAR": str(FOLDER),
    "DATABASE_URL": f"sqlite:///{FOLDER / 'lists.sqlite3'}",
    "DEBUG": "0",
    "SECOND_FACTOR_REQUIRED": "false",
    "ALLOWED_HOSTS": "testserver",
}
PATHS = (
    "/en/openings/", "/zh-hans/openings/?field=energy", "/en/openings/?field=energy&kind=young_12&open_to=PK&stage=R1",
    "/en/openings/?page=7", "/zh-hans/openings/?sort=newest&country=CN&duration=4-6", "/en/bases/",
    "/zh-hans/bases/many-1/", "/en/openings/programmes/many-1/", "/en/openings/feed.atom?field=health",
)  # fmt: skip
INSIDE = (
    ("officer", "/en/me/"), ("officer", "/zh-hans/openings/review/"), ("host", "/en/me/"),
    ("host", "/zh-hans/me/?page=2"),
)  # fmt: skip
WHOLE = ("/en/openings/", "/en/bases/", "/en/openings/feed.atom")  # show something with 10 openings as well
FEW = 10


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--openings", type=int, default=10_000)
    number = parser.parse_args().openings
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)

    import django

    django.setup()
    from django.core.management import call_command

    from bases.facet_table import forget_table
    from tests.bench.asking import ask
    from tests.bench.many_openings import hand_out, write_hosts, write_openings, write_readers
    from tests.bench.report import table
    from tests.bench.speed import entry
    from tests.bench.timing import late, middle

    say("migrating")
    call_command("migrate", verbosity=0)
    dice = random.Random(1)
    bases, programmes = write_hosts(dice)
    write_openings(FEW, dice, bases, programmes)
    readers = write_readers(bases)
    hand_out(bases[0])
    few = {path: ask(path).queries for path in WHOLE}
    few_inside = {one: ask(one[1], readers[one[0]]).queries for one in INSIDE}
    say(f"{number} openings")
    write_openings(number - FEW, dice, bases, programmes)
    hand_out(bases[0])
    forget_table()
    load = os.getloadavg()[0]
    more = sum(max(ask(path).queries - few[path], 0) for path in WHOLE)
    more += sum(max(ask(one[1], readers[one[0]]).queries - few_inside[one], 0) for one in INSIDE)
    asked = []
    for reader, path in [*(("anybody", path) for path in PATHS), *INSIDE]:
        asked.append(ask(path, readers.get(reader)))
        say(f"{reader} {path}: {middle(asked[-1].clock):.0f} ms, {asked[-1].queries} queries")
    clock, processor = (
        [spent for one in asked for spent in getattr(one, name)] for name in ("clock", "processor")
    )
    found = {
        "load": load,
        "cores": float(os.cpu_count() or 1),
        "lists_p50_ms": middle(clock),
        "lists_p95_ms": late(clock),
        "lists_processor_p95_ms": late(processor),
        "lists_more_queries": float(more),
    }
    latest = {name: entry(name, value) for name, value in found.items()}
    (FOLDER.parent / "lists.json").write_text(json.dumps(latest, indent=1) + "\n")
    sys.stdout.write(table(latest) + "\n")


def say(text: str) -> None:
    sys.stderr.write(f"  {text} …\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
