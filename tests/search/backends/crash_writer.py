"""Run as a process by test_crash.py: changes an index without end, saying what is done, until it is killed."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from search.backends.embedded import EmbeddedBackend
from search.types import Document
from tests.search.backends.corpus import SLOTS, document, unit, view


def batch(generation: int) -> list[Document]:
    """Twenty documents whose every part says which generation they are of."""
    made = view(
        unit(generation, 1, 2),
        unit(1, generation),
        tokens=f"all g{generation}",
        stems={f"g{generation}": 1.0},
    )
    return [document(f"profile:{n}", made, made, digest=str(generation)) for n in range(20)]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(folder: str, mode: str, start: str) -> None:
    backend = EmbeddedBackend(Path(folder), slots=SLOTS)
    for generation in count(int(start)):
        say(f"begin {generation}")
        if mode == "put":
            backend.put(batch(generation))
        else:
            with backend.rebuild() as new:
                for each in batch(generation):
                    new.put([each])
        say(f"done {generation}")


if __name__ == "__main__":
    main(*sys.argv[1:])
