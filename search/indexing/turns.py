"""What one process at a time may do: work off the outbox, so that an older reading of a subject never overtakes a newer
one; and rebuild the index."""

from __future__ import annotations

import getpass
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any, cast

from django.conf import settings
from django.db import connection
from filelock import FileLock, Timeout


@dataclass(frozen=True, slots=True)
class Task:
    """Something that one process does at a time."""

    name: str
    advisory_lock: int  # any number that nothing else of this database uses


OUTBOX = Task("outbox", 7_266_191)
REBUILD = Task("rebuild", 7_266_192)


@contextmanager
def turn(task: Task = OUTBOX, *, seconds: float = 0.0) -> Iterator[bool]:
    """Whether it is our turn, after waiting for at most so long. Freed by the system when the process dies."""
    if connection.vendor == "postgresql":
        with _postgresql_turn(task, seconds) as ours:
            yield ours
        return
    # SQLite is one machine, and so is the folder of the index.
    lock = FileLock(_folder() / f"{task.name}.turn.lock", is_singleton=False)
    try:
        lock.acquire(timeout=seconds)
    except Timeout:
        yield False
        return
    try:
        _note(task).write_text(_ourselves(), encoding="utf-8")
        yield True
    finally:
        _note(task).unlink(missing_ok=True)
        lock.release()


def whose_turn(task: Task) -> str:
    """Who has it: "ann on host-1, process 4711, since 02-03 04:05 UTC"; "another process" if that cannot be told."""
    found = ""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT activity.application_name FROM pg_locks JOIN pg_stat_activity activity USING (pid) "
                "WHERE locktype = 'advisory' AND granted AND objid = %s AND classid = 0 AND database = "
                "(SELECT oid FROM pg_database WHERE datname = current_database())",
                [task.advisory_lock],
            )
            row = cursor.fetchone()
            found = row[0] if row else ""
    else:
        with suppress(OSError):
            found = _note(task).read_text(encoding="utf-8")
    return found if "process" in found else "another process"


def _ourselves() -> str:
    """At most 63 bytes, for PostgreSQL keeps no more of a name."""
    host, now = socket.gethostname()[:16], f"{datetime.now(UTC):%m-%d %H:%M} UTC"
    try:
        user = getpass.getuser()[:12]
    except (KeyError, OSError):
        user = str(os.getuid())
    return f"{user} on {host}, process {os.getpid()}, since {now}"


def _folder() -> Path:
    folder = Path(settings.SEARCH_INDEX_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _note(task: Task) -> Path:
    return _folder() / f"{task.name}.turn"


@contextmanager
def _postgresql_turn(task: Task, seconds: float) -> Iterator[bool]:
    """A lock of a session, for workers may run on several machines.

    The session is of its own and ends with the turn, and the lock with it. On Django's connection the lock would
    outlive the turn wherever the unlocking fails (in a broken transaction), for the pool hands a connection on without
    ending its session. A lock of a transaction would keep one open while texts are embedded. Its name says whose it is.
    """
    import psycopg  # an extra: SQLite does without

    until = monotonic() + seconds
    parameters = cast(Any, connection).get_connection_params()
    parameters |= {"autocommit": True, "application_name": _ourselves()}
    with psycopg.connect(**parameters) as session:
        while True:
            taken = session.execute("SELECT pg_try_advisory_lock(%s)", [task.advisory_lock]).fetchone()
            ours = bool(taken and taken[0])
            if ours or monotonic() >= until:
                break
            sleep(0.2)
        yield ours
