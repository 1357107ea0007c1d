"""Tests: a temporary folder for everything, fast hashing, an in-memory index, the deterministic encoder."""

import os
import tempfile
from pathlib import Path

# One folder for each run and worker. A process that a test starts inherits both names, so it shares the folder – and
# with it the database – of its test.
_run = os.environ.setdefault("TALENTBRIDGE_TEST_RUN", str(os.getpid()))
_worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ["TALENTBRIDGE_VAR"] = str(Path(tempfile.gettempdir()) / f"talentbridge-test-{_run}" / _worker)

from talentbridge.settings.base import *  # noqa: E402, F403
from talentbridge.settings.base import DATABASES, ROOT, VAR  # noqa: E402

SECRET_KEY = "test-only-" + "0" * 48
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # tests/support/database.py puts a migrated copy here. A file, so that threads and processes can meet in it.
    DATABASES["default"]["NAME"] = VAR / "talentbridge.sqlite3"
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
else:
    # A copy of the server's template, by run and worker: tests/support/postgres.py.
    DATABASES["default"]["NAME"] = f"test_{_run}_{_worker}"
    # A pool keeps connections to the database that it first met; the tests' are dropped and copied anew.
    DATABASES["default"]["OPTIONS"].pop("pool", None)
# A process that a test starts is told another one, for it would find this one empty.
SEARCH_BACKEND = os.environ.get("TALENTBRIDGE_TEST_BACKEND", "search.backends.memory.MemoryBackend")
SEARCH_ENCODERS = {
    "text": "search.encoders.hashing.HashingEncoder",
    "english": "search.encoders.hashing.HashingEncoder",
}
# What takes long to make and never differs is kept from run to run.
SEARCH_CACHE_DIR = ROOT / "var" / "test-cache"
FACETS_SECONDS = 0  # rows are changed behind the cache's back
SECOND_FACTOR_REQUIRED = False  # tests of it say so
DEMO_ALLOWED = True
IMPORTS_IN_THREADS = False  # a test waits for what it asks for
COUNT_USAGE = False  # tests of it ask for it
STYLE_GUIDE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
