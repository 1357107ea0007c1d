"""The test database: migrated once, kept as a template, copied for each worker, and restored after tests that commit.

Applying all migrations takes about half a minute, a copy some milliseconds. The template lies in `var/test-cache/`
under a digest of everything it is made from, so it builds itself anew when a migration changes. PostgreSQL
(`DATABASE_URL`) keeps its template in the server: tests/support/postgres.py.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from filelock import FileLock

KEPT = 3  # templates; the oldest go first


@contextmanager
def sqlite_database(cache: Path) -> Iterator[None]:
    """The database of the settings, migrated, for as long as the block lasts. Tests that commit leave it as it was."""
    target = Path(settings.DATABASES["default"]["NAME"])
    target.parent.mkdir(parents=True, exist_ok=True)
    pristine = target.with_suffix(".pristine")  # a copy of our own: another run may tidy the cache
    shutil.copyfile(_template(cache), pristine)
    shutil.copyfile(pristine, target)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", _restorer(pristine))
        yield
    connection.close()


def _restorer(pristine: Path) -> Callable[[Any], None]:
    """Stands in for Django's flush, which would also empty the tables that migrations fill."""

    def restore(_: object) -> None:
        connection.ensure_connection()
        with closing(sqlite3.connect(pristine)) as source:
            source.backup(connection.connection)
        connection.close()

    return restore


def _template(cache: Path) -> Path:
    cache.mkdir(parents=True, exist_ok=True)
    path = cache / f"template-{digest()}.sqlite3"
    with FileLock(cache / "template.lock"):
        if not path.exists():
            _build(path)
            for old in sorted(cache.glob("template-*.sqlite3"), key=os.path.getmtime, reverse=True)[KEPT:]:
                old.unlink()
        else:
            os.utime(path)
    return path


def _build(path: Path) -> None:
    """Migrate a new database beside `path` and move it there, whole."""
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.unlink(missing_ok=True)
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(fresh)
    try:
        call_command("migrate", verbosity=0, interactive=False)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
    fresh.replace(path)


def digest() -> str:
    """Of what decides what a migrated database holds: migrations, our modules that they import, and our data files."""
    files = set[Path]()
    for config in apps.get_app_configs():
        folder = Path(config.path)
        migrations = list((folder / "migrations").glob("*.py"))
        if folder.parent == settings.ROOT:
            files.update((folder / "data").rglob("*.csv"))
            for migration in migrations:
                _add_with_imports(migration, files)
        files.update(migrations)
    digest = hashlib.sha256(f"{settings.INSTALLED_APPS} {settings.LANGUAGE_CODE}".encode())
    for file in sorted(files):
        digest.update(f"{file} ".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _add_with_imports(file: Path, files: set[Path]) -> None:
    """Add `file` and our modules that it imports at its top, and theirs."""
    if file in files or not file.exists():
        return
    files.add(file)
    for name in re.findall(r"^(?:from|import) ([\w.]+)", file.read_text(encoding="utf-8"), re.MULTILINE):
        _add_with_imports(Path(settings.ROOT, *name.split(".")).with_suffix(".py"), files)
