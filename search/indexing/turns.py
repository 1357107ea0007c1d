"""One process at a time works off the outbox, so that an older reading of a subject never overtakes a newer one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any, cast

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
    """A lock of a session, for workers may run on several machines.

    The session is of its own and ends with the turn, and the lock with it. On Django's connection the lock would
    outlive the turn wherever the unlocking fails (in a broken transaction), for the pool hands a connection on without
    ending its session. A lock of a transaction would keep one open while texts are embedded.
    """
    import psycopg  # an extra: SQLite does without

    until = monotonic() + seconds
    parameters = cast(Any, connection).get_connection_params() | {"autocommit": True}
    with psycopg.connect(**parameters) as session:
        while True:
            taken = session.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_LOCK]).fetchone()
            ours = bool(taken and taken[0])
            if ours or monotonic() >= until:
                break
            sleep(0.2)
        yield ours
