"""The Celery application. Eager by default: development needs no broker."""

import os
from logging.config import dictConfig
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_process_init
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talentbridge.settings.development")

app = Celery("talentbridge")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_log(**_: Any) -> None:
    """Celery would send every record to handlers of its own, in its own words."""
    if settings.LOGGING:
        dictConfig(settings.LOGGING)


@worker_process_init.connect
def load_models(**_: Any) -> None:
    """Once for each process, after the fork, so that no page waits for it."""
    from search.encoders.registry import load_models

    load_models()
