"""A PostgreSQL of a test's own whose database is migrated: a copy of files that were migrated once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from filelock import FileLock

from tests.services.postgres_server import Postgres, postgres_server
from tests.services.workers import ROOT
from tests.support.database import digest

CACHE = ROOT / "var" / "test-cache"


def migrated_server(folder: Path, environment: dict[str, str]) -> Postgres:
    """Not started yet. `environment` is what `manage.py migrate` gets besides the address."""
    kept = CACHE / f"postgres-{digest()}"
    with FileLock(CACHE / "postgres.lock"):
        if not kept.exists():
            for old in CACHE.glob("postgres-*"):
                shutil.rmtree(old)
            _migrate(kept.with_suffix(".new"), environment)
            kept.with_suffix(".new").rename(kept)
    folder.mkdir(parents=True)
    for part in ("data", "password"):  # `cp`, for the files belong to the user whom the server runs as
        subprocess.run(["cp", "--archive", str(kept / part), str(folder / part)], check=True)
    return postgres_server(folder)


def _migrate(folder: Path, environment: dict[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    server = postgres_server(folder)
    server.start()
    try:
        server.wait()
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env=environment | server.addresses, check=True)
    finally:
        server.stop()
