"""The Celery application. Eager by default: development needs no broker."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talentbridge.settings.development")

app = Celery("talentbridge")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
