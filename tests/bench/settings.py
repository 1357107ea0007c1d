"""For `make bench`: a database and an index of its own in the folder that TALENTBRIDGE_BENCH names.

Never the developer's, whatever `.env` says.
"""

import os
from pathlib import Path

from talentbridge.logs.config import logging_config
from talentbridge.settings.development import *  # noqa: F403
from talentbridge.settings.environment import ROOT

BENCH = Path(os.environ.get("TALENTBRIDGE_BENCH", ROOT / "var" / "bench" / "scratch"))
BENCH.mkdir(parents=True, exist_ok=True)

# Nothing measured here is a page, and the migrations of the CMS take longer than all others together.
INSTALLED_APPS = [
    app
    for app in INSTALLED_APPS  # noqa: F405
    if app not in {"cms", "django.contrib.admin"} and not app.startswith("wagtail")
]
# A worker of Celery checks what it stands on when it begins.
ROOT_URLCONF = __name__
urlpatterns: list[object] = []
MIDDLEWARE = []
DEBUG = False  # else Django keeps every query in memory
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": BENCH / "bench.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
}
SEARCH_BACKEND = "search.backends." + os.environ.get("TALENTBRIDGE_BENCH_BACKEND", "embedded.EmbeddedBackend")
SEARCH_INDEX_DIR = BENCH / "index"
SEARCH_CACHE_DIR = ROOT / "var" / "bench" / "cache"
SEARCH_ENCODERS = {
    "text": "search.encoders.use.UseMultilingual",
    "english": "search.encoders.minilm.MiniLM",
}
SEARCH_THREADS = 0
CELERY_BROKER_URL = os.environ.get("TALENTBRIDGE_BENCH_BROKER", "memory://")
CELERY_TASK_ALWAYS_EAGER = CELERY_BROKER_URL == "memory://"
LOGGING = logging_config(json=True)  # tests/services/workers.py reads that a worker is ready
if os.environ.get("TALENTBRIDGE_BENCH_FREE"):
    SEARCH_ENCODERS = {"text": "tests.bench.views.FreeText", "english": "tests.bench.views.FreeEnglish"}
