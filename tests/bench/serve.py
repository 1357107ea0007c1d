"""A process that does nothing but answer, as a worker of the site: python -m tests.bench.run serve -> JSON

How long its first answers take, and how much memory it holds after all of them.
"""

import json
import os
import resource
import sys
from dataclasses import replace
from pathlib import Path

from bases.models import Opening
from matching.domain.people import people_for
from search.backends.registry import get_backend
from search.types import Query
from tests.bench.queries import FILTERS, asked
from tests.bench.timing import milliseconds


def main() -> None:
    backend = get_backend()
    empty = resident()
    nothing = Query("profile", tokens=("plasma",))
    first = milliseconds(lambda: backend.search(nothing))
    queries = asked(backend)
    first += milliseconds(lambda: backend.search(queries.one[0]))
    openings = list(Opening.objects.order_by("pk"))
    match = milliseconds(lambda: people_for(openings[0], top=50, explain=False))
    for must in FILTERS.values():
        for query in (*queries.one, *queries.two):
            backend.search(replace(query, must=must))
    for opening in openings:
        people_for(opening, top=50, explain=False)
    found = {
        "cold_first_query_ms": first,
        "cold_first_match_ms": match,
        "rss_mb": resident(),
        "empty_mb": empty,
    }
    sys.stdout.write(json.dumps(found) + "\n")


def resident() -> float:
    """Megabytes of this process that lie in memory, mapped files included."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:  # elsewhere the greatest that it ever was: bytes on macOS
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
