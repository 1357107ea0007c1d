"""The Celery application. Eager by default: development needs no broker."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talentbridge.settings.development")

app = Celery("talentbridge")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def load_models(**_: Any) -> None:
    """Once for each process, after the fork, so that no page waits for it."""
    from search.encoders.registry import load_models

    load_models()
