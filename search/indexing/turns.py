"""One process at a time works off the outbox, so that an older reading of a subject never overtakes a newer one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from django.conf import settings
from django.db import connection
from filelock import FileLock, Timeout

# Any number that nothing else of this database uses.
ADVISORY_LOCK = 7_266_191


@contextmanager
def turn(*, seconds: float = 0.0) -> Iterator[bool]:
    """Whether it is our turn, after waiting for at most so long. Freed by the system when the process dies."""
    if connection.vendor == "postgresql":
        with _postgresql_turn(seconds) as ours:
            yield ours
        return
    # SQLite is one machine, and so is the folder of the index.
    folder = Path(settings.SEARCH_INDEX_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "outbox.lock", is_singleton=False)
    try:
        lock.acquire(timeout=seconds)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


@contextmanager
def _postgresql_turn(seconds: float) -> Iterator[bool]:
    """A lock of the session: workers may run on several machines."""
    until = monotonic() + seconds
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_LOCK])
            ours = bool(cursor.fetchone()[0])
            if ours or monotonic() >= until:
                break
            sleep(0.2)
    try:
        yield ours
    finally:
        if ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_LOCK])
