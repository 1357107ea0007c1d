"""Tests: fast hashing, an in-memory search backend and the deterministic encoder unless a test asks for more."""

import tempfile
from pathlib import Path

from talentbridge.settings.base import *  # noqa: F403

SECRET_KEY = "test-only-" + "0" * 48
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SEARCH_BACKEND = "search.backends.memory.MemoryBackend"
SEARCH_ENCODERS = {
    "text": "search.encoders.hashing.HashingEncoder",
    "english": "search.encoders.hashing.HashingEncoder",
}
SEARCH_INDEX_DIR = Path(tempfile.gettempdir()) / "talentbridge-test-index"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DEMO_ALLOWED = True
