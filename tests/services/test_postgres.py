"""What only a real PostgreSQL shows: locks between connections, and a server that dies in the middle."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services.migrated import migrated_server

pytestmark = [pytest.mark.service, pytest.mark.timeout(600)]

ROOT = Path(__file__).resolve().parents[2]
# They are in the ordinary suite, too, where SQLite lets one transaction write at a time anyway.
CONCURRENT = [
    "tests/introductions/test_last_place.py",
    "tests/search/test_turns.py",
    "tests/accounts/test_consent.py",
]
OURS = "not e2e and not service and not transformers"


def environment(**more: str) -> dict[str, str]:
    """Nothing of the run that this test belongs to."""
    ours = ("PYTEST_", "TALENTBRIDGE_", "DJANGO_", "DATABASE_")
    return {key: value for key, value in os.environ.items() if not key.startswith(ours)} | more


def test_locks_hold_between_connections(postgres_url: str) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:randomly",
            "-m",
            OURS,
            *CONCURRENT,
        ],
        cwd=ROOT,
        env=environment(DATABASE_URL=postgres_url),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


def test_server_that_dies_in_a_transaction_leaves_nothing_half_written(tmp_path: Path) -> None:
    settings = environment(
        DJANGO_SETTINGS_MODULE="talentbridge.settings.development",
        TALENTBRIDGE_VAR=str(tmp_path / "var"),
        SEARCH_BACKEND="search.backends.memory.MemoryBackend",
    )
    server = migrated_server(tmp_path / "postgres", settings)
    server.start()
    try:
        server.wait()
        with subprocess.Popen(
            [sys.executable, "-m", "tests.services.restarted"],
            cwd=ROOT,
            env=settings | server.addresses,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdin
            assert process.stdout
            try:
                assert process.stdout.readline() == "halfway\n"
                server.kill()
                print(file=process.stdin, flush=True)
                assert process.stdout.readline() == "broken\n"
                server.start()
                server.wait()
                print(file=process.stdin, flush=True)
                told = process.stdout.readline().split()
            finally:
                process.kill()
    finally:
        server.kill()

    error, before, after, consents, events, afterwards = told
    assert error == "OperationalError"
    assert (before, after) == ("200", "200")
    assert (consents, events, afterwards) == ("0", "0", "1")
