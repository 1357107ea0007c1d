"""How long large files take to be read for an import, and how much memory: `make bench-import`."""

from __future__ import annotations

import resource
import sys
import time

from experts.importing.apart import read_apart
from tests.experts.importing.files import bibtex, citation, pdf

ENTRIES, PAGES, LINES = 5_000, 300, 25
GOAL = "goal: under 10 s and 200 MB"


def pages() -> list[list[str]]:
    """A CV that is nearly all publications, each over two lines."""
    found = [["Marit Solvang", "", "Publications"]]
    for page in range(PAGES - 1):
        lines = [citation(page * LINES + number) for number in range(1, LINES + 1)]
        found.append([part for line in lines for part in (line[:90], line[90:])])
    return found


def report(name: str, data: bytes) -> None:
    told = 0

    def tell(done: int, goal: int) -> None:
        nonlocal told
        told += 1

    start = time.perf_counter()
    record = read_apart(data, tell)
    seconds = time.perf_counter() - start
    # Of the largest process so far, in kB; the largest file comes last.
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    sys.stdout.write(
        f"{name}: {len(record.works):,} publications in {seconds:.1f} s, at most {memory:.0f} MB, told {told} times\n"
    )


def main() -> None:
    report(f"BibTeX, {ENTRIES:,} entries", bibtex(ENTRIES))
    report(f"PDF, {PAGES} pages", pdf(pages()))
    sys.stdout.write(GOAL + "\n")


if __name__ == "__main__":
    main()
