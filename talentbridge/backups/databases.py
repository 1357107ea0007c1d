"""The database of a backup, written and put back by the tools of its vendor, in one consistent state."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from django.apps import apps
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from talentbridge.backups import BackupError

PAGES = 2_000  # of an SQLite file between two reports, some 8 MB

Progress = Callable[[int, int], None]  # done, total


def tables() -> list[str]:
    """Every table of ours and of the packages, in a fixed order."""
    models = apps.get_models(include_auto_created=True)
    return sorted({model._meta.db_table for model in models if model._meta.managed})


def counts() -> dict[str, int]:
    """table -> rows"""
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")
            found[table] = int(cursor.fetchone()[0])
    return found


def is_empty() -> bool:
    """Whether the database has no table at all."""
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def dump(file: Path, *, progress: Progress) -> dict[str, int]:
    """Write the database into `file` -> the rows of each table in it. Writers need not stop. Raises BackupError."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(file)) as target:
            connection.connection.backup(target, pages=PAGES, progress=_reporting(progress))
            return {name: target.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for name in tables()}
    with _snapshot() as name:
        _run(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={name}",
            f"--file={file}",
        )
        found = counts()
    progress(1, 1)
    return found


def load(file: Path, *, progress: Progress) -> None:
    """Put what `dump` wrote into the empty database. Raises BackupError; then nothing was written."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(file)) as source:
            source.backup(connection.connection, pages=PAGES, progress=_reporting(progress))
        connection.close()  # what it knew of the file is gone
        return
    connection.close()
    _run(
        "pg_restore",
        "--no-owner",
        "--no-privileges",
        "--exit-on-error",
        "--single-transaction",
        str(file),
        into=True,
    )
    progress(1, 1)


def _reporting(progress: Progress) -> Callable[[int, int, int], None]:
    return lambda _status, remaining, total: progress(total - remaining, total)


@contextmanager
def _snapshot() -> Iterator[str]:
    """PostgreSQL: what this connection sees, under a name that pg_dump can see it by."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            cursor.execute("SELECT pg_export_snapshot()")
            yield cursor.fetchone()[0]
        finally:
            cursor.execute("ROLLBACK")


def _run(program: str, *arguments: str, into: bool = False) -> None:
    """pg_dump or pg_restore on the database of the settings. `into`: it is named by an option, not at the end."""
    [_, *where], env = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    name = [f"--dbname={where.pop()}"] if into else []
    environment: Mapping[str, str] = os.environ | (env or {})
    try:
        done = subprocess.run(
            [program, "--no-password", *name, *arguments, *where],
            env=environment,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError as error:
        raise BackupError(
            f"{program} is not installed: install PostgreSQL's client tools of the server's version."
        ) from error
    if done.returncode:
        raise BackupError(
            f"{program} failed: {done.stderr.strip().splitlines()[-1] if done.stderr else 'no reason'}"
        )
