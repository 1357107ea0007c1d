"""Settings of the workers that the fault tests start: texts that hurt, little time, and a quick sweeper."""

from talentbridge.logs.config import logging_config
from talentbridge.settings.test import *  # noqa: F403
from talentbridge.settings.test import CELERY_BEAT_SCHEDULE, VAR

SEARCH_ENCODERS = {
    "text": "tests.services.hurtful.HurtfulEncoder",
    "english": "tests.services.hurtful.HurtfulEncoder",
}
LOGGING = logging_config(json=True)  # as in production; tests read that a worker is ready
INDEX_TRIES = 2
INDEX_SECONDS = 2
CELERY_BEAT_SCHEDULE["work-off-outbox"]["schedule"] = 1.0
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
