"""The test database: migrated once, kept as a template, copied for each worker, and restored after tests that commit.

Applying all migrations takes most of a minute, a copy some milliseconds. The template lies in `var/test-cache/`
under a digest of everything it is made from, so it builds itself anew when a migration changes – from the newest one
whose sources are all there still, so that only what was added since is applied. PostgreSQL
(`DATABASE_URL`) keeps its template in the server: tests/support/postgres.py.
"""

from __future__ import annotations

import hashlib
import json
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
from django.db import connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.test import TransactionTestCase
from filelock import FileLock

from tests.support.migrating import migrate_all

KEPT = 8  # templates; the oldest go first


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
            _build(path, forerunner(cache))
            for old in _newest_first(cache)[KEPT:]:
                old.unlink()
                _sources_beside(old).unlink(missing_ok=True)
        else:
            os.utime(path)
    return path


def _newest_first(cache: Path) -> list[Path]:
    return sorted(cache.glob("template-*.sqlite3"), key=os.path.getmtime, reverse=True)


def forerunner(cache: Path) -> Path | None:
    """The newest template to which migrations were only added since; None where all of them have to be applied."""
    now = sources()
    for path in _newest_first(cache):
        beside = _sources_beside(path)
        if beside.exists() and json.loads(beside.read_text()).items() <= now.items():
            return path
    return None


def _sources_beside(template: Path) -> Path:
    return template.with_suffix(".json")


def _build(path: Path, begun: Path | None) -> None:
    """Migrate a new database beside `path` and move it there, whole."""
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.unlink(missing_ok=True)
    if begun is not None:
        shutil.copyfile(begun, fresh)
    try:
        _migrate(fresh)
    except InconsistentMigrationHistory:  # one was put in front of another that the forerunner has
        fresh.unlink()
        _migrate(fresh)
    _sources_beside(path).write_text(json.dumps(sources()))
    fresh.replace(path)


def _migrate(fresh: Path) -> None:
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(fresh)
    try:
        migrate_all()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def digest() -> str:
    """Of `sources`."""
    return hashlib.sha256(json.dumps(sources(), sort_keys=True).encode()).hexdigest()[:16]


def sources() -> dict[str, str]:
    """Name -> digest of what decides what a migrated database holds: migrations, our modules that they import, our
    data files, and the apps. Names are those below the folder of the project or of the libraries."""
    files = set[Path]()
    for config in apps.get_app_configs():
        folder = Path(config.path)
        migrations = list((folder / "migrations").glob("*.py"))
        if folder.parent == settings.ROOT:
            files.update((folder / "data").rglob("*.csv"))
            for migration in migrations:
                _add_with_imports(migration, files)
        files.update(migrations)
    found = {_name(file): hashlib.sha256(file.read_bytes()).hexdigest()[:16] for file in files}
    return found | {"apps": " ".join(settings.INSTALLED_APPS), "language": settings.LANGUAGE_CODE}


def _name(file: Path) -> str:
    if file.is_relative_to(settings.ROOT):
        return str(file.relative_to(settings.ROOT))
    return str(Path(*file.parts[file.parts.index("site-packages") + 1 :]))


def _add_with_imports(file: Path, files: set[Path]) -> None:
    """Add `file` and our modules that it imports at its top, and theirs."""
    if file in files or not file.exists():
        return
    files.add(file)
    for name in re.findall(r"^(?:from|import) ([\w.]+)", file.read_text(encoding="utf-8"), re.MULTILINE):
        _add_with_imports(Path(settings.ROOT, *name.split(".")).with_suffix(".py"), files)
