"""A corpus for the bench: a migrated database, synthetic people in it, and their index. Made once, used again."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from search.backends.base import Filling
from search.backends.registry import get_backend
from search.indexing.outbox import deferred
from search.indexing.subjects import READINGS, iterate_sources, make_documents
from search.models import IndexJob
from tests.bench import material, people, views
from tests.bench.material import Topic, topics
from tests.bench.people import reference, write_openings, write_people
from tests.bench.views import SyntheticViews


class Rebuilt(Protocol):
    """What is filled."""

    def rebuild(self) -> AbstractContextManager[Filling]: ...


ROOT = Path(__file__).resolve().parents[2]
PEOPLE, INDEX = "people.json", "index.json"  # written last: without them a folder is half-made


def folder_of(bench: Path, profiles: int) -> Path:
    """Where the corpus of this size lies."""
    return bench / f"corpus-{profiles}"


def make(bench: Path, profiles: int) -> None:
    """Make what is missing of the corpus in the folder that the settings name."""
    folder = folder_of(bench, profiles)
    folder.mkdir(parents=True, exist_ok=True)
    if not _stands(folder / PEOPLE, of_people()):
        _write(bench, folder, profiles)
        _stamp(folder / PEOPLE, of_people())
        (folder / INDEX).unlink(missing_ok=True)
    if not _stands(folder / INDEX, of_index()):
        shutil.rmtree(folder / "index", ignore_errors=True)
        _say("vectors of topics (encoded once)")
        fill(topics(fields(), people=profiles), bench / "cache", progress(profiles, "index"))
        _stamp(folder / INDEX, of_index())


def _write(bench: Path, folder: Path, profiles: int) -> None:
    for path in folder.glob("bench.sqlite3*"):
        path.unlink()
    _say("database: migrating (once)" if not _template(bench).exists() else "database")
    shutil.copyfile(_migrated(bench), settings.DATABASES["default"]["NAME"])
    known, subjects = reference(), topics(fields(), people=profiles)
    write_people(profiles, subjects, known, progress(profiles, "people"))
    with deferred():
        write_openings(subjects, known)
    IndexJob.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _stands(stamp: Path, digest: str) -> bool:
    return stamp.exists() and json.loads(stamp.read_text())["digest"] == digest


def _stamp(stamp: Path, digest: str) -> None:
    stamp.write_text(json.dumps({"digest": digest}))


def fields() -> list[str]:
    """The priority fields in the order of the database."""
    return list(reference().fields)


def fill(
    subjects: list[Topic], cache: Path, progress: Callable[[int], None], *, into: Rebuilt | None = None
) -> None:
    """Index everything in the database with synthetic views, into the index of the settings or another one."""
    builder = SyntheticViews(subjects, cache)
    with (into or get_backend()).rebuild() as new:
        for kind in READINGS:
            for sources in iterate_sources(kind):
                new.put(make_documents(sources, builder))  # type: ignore[arg-type]
                progress(len(sources))


def of_people() -> str:
    """Digest of the code and data that decide who is in the database."""
    files = [Path(module.__file__) for module in (material, people)]
    files += sorted((ROOT / "taxonomy" / "data" / "terms").glob("*.csv"))
    return _digest(files, _migrations())


def of_index() -> str:
    """The same of what the index holds."""
    files = [Path(views.__file__), ROOT / "search" / "documents.py"]
    files += [
        ROOT / "search" / "backends" / "embedded" / f"{name}.py" for name in ("columns", "writer", "schema")
    ]
    return _digest(files, of_people())


def _digest(files: Iterable[Path], start: str) -> str:
    found = hashlib.sha256(start.encode())
    for file in files:
        found.update(file.read_bytes())
    return found.hexdigest()[:16]


def _migrated(bench: Path) -> Path:
    """A migrated database with the reference data, made once for these migrations."""
    path = _template(bench)
    if not path.exists():
        fresh = path.with_suffix(".new")
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
        for old in bench.glob("migrated-*.sqlite3*"):
            old.unlink()
        fresh.replace(path)
    return path


def _template(bench: Path) -> Path:
    return bench / f"migrated-{_migrations()}.sqlite3"


def _migrations() -> str:
    return _digest(sorted(ROOT.glob("*/migrations/*.py")), "")[:12]


def progress(total: int, what: str) -> Callable[[int], None]:
    done = 0
    last = time.monotonic()

    def show(count: int) -> None:
        nonlocal done, last
        done += count
        if time.monotonic() - last > 10:
            last = time.monotonic()
            _say(f"{what}: {done:,} of {total:,}")

    return show


def _say(text: str) -> None:
    sys.stderr.write(f"  {text} …\n")
    sys.stderr.flush()
