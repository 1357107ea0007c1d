"""What every test stands on: a migrated database, today's translations, a temporary `var/`, and no state left over.

- `db` / `@pytest.mark.django_db`: a transaction that is rolled back. Reference data of the migrations is there.
- `transactional_db` / `live_server` / `django_db(transaction=True)`: real commits; the whole database is restored
  afterwards, reference data included. For threads, locks, other processes – and slower, so only where it is needed.
- `letters_go_at_once`: what waits for the commit, such as a letter, is done at once.
- `manage`: a management command in a process of its own, on the database of this test.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError
from django.conf import settings as django_settings
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from pytest_django import DjangoDbBlocker, Settings

from search import engine as search_engine
from search.backends import registry as search_backends
from search.indexing import outbox
from tests.support.database import sqlite_database
from tests.support.letters import leads_nowhere, paths_in, unlike
from tests.support.postgres import postgres_database
from tests.support.translations import compile_catalogues

pytest_plugins = ["tests.services.fixtures"]

ROOT = Path(__file__).resolve().parents[1]
_indexes = count()


def pytest_configure(config: pytest.Config) -> None:
    os.environ.pop("COLUMNS", None)  # set in workers only: what commands print must not depend on it
    if not hasattr(config, "workerinput"):
        try:
            compile_catalogues(ROOT / "locale")
        except PoFileError as error:
            raise pytest.UsageError(str(error)) from error


def pytest_unconfigure(config: pytest.Config) -> None:
    folder = Path(django_settings.VAR)
    shutil.rmtree(folder if hasattr(config, "workerinput") else folder.parent, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A copy of the template database for this worker."""
    with django_db_blocker.unblock():
        made = (
            sqlite_database(ROOT / "var" / "test-cache")
            if connection.vendor == "sqlite"
            else postgres_database()
        )
        with made:
            yield


@pytest.fixture(autouse=True)
def nothing_left_over(settings: Settings) -> Iterator[None]:
    """An index of its own, no engine and no cache of another test, and English as the active language."""
    settings.SEARCH_INDEX_DIR = Path(settings.VAR) / f"index-{next(_indexes)}"
    cache.clear()
    with translation.override("en"):
        yield
    search_backends.reset()
    search_engine.reset()
    shutil.rmtree(settings.SEARCH_INDEX_DIR, ignore_errors=True)


@pytest.fixture(autouse=True)
def every_link_of_a_letter_leads_to_a_page() -> Iterator[None]:
    """Of every letter that any test causes."""
    yield
    lost = [(letter.subject, path) for letter in getattr(mail, "outbox", []) for path in paths_in(letter)]
    assert [one for one in lost if leads_nowhere(one[1])] == []
    apart = {letter.subject: unlike(letter) for letter in getattr(mail, "outbox", []) if unlike(letter)}
    assert apart == {}, "text and HTML lead to the same pages"


@pytest.fixture
def letters_go_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests roll back, so that nothing is ever committed: what waits for that is done at once – but for the
    index, which half of all saves would have made anew."""
    monkeypatch.setattr(
        "django.db.transaction.on_commit", lambda do, **_: None if do is outbox._start else do()
    )


@pytest.fixture
def manage(transactional_db: None) -> Callable[..., subprocess.CompletedProcess[str]]:
    """`manage("index_status", "--format", "json", SEARCH_BACKEND=…)`: the finished process, whatever its exit code."""

    def run(*arguments: str, timeout: float = 180, **environment: str) -> subprocess.CompletedProcess[str]:
        connection.close()
        return subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *arguments],
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "talentbridge.settings.test"} | environment,
            capture_output=True,
            text=True,
            timeout=timeout,
            stdin=subprocess.DEVNULL,
        )

    return run
