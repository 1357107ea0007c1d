"""Where records go. Django, Celery's workers and gunicorn share it; nothing of Django is imported."""

from __future__ import annotations

from typing import Any

from structlog.contextvars import merge_contextvars
from structlog.processors import EventRenamer, JSONRenderer, TimeStamper
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name

from talentbridge.logs.values import APPS, tell_error, tell_message

# What a record of ours may carry beside its sentence; whatever else libraries attach – a request, a task's arguments –
# stays out.
FIELDS = ("view", "method", "status", "ms", "task", "user")


def logging_config(*, json: bool) -> dict[str, Any]:
    """For `logging.config.dictConfig`: everything to stderr, in JSON or in plain text.

    INFO is told of our own parts, and of the few whose INFO says that something started. Django's own handlers are
    taken away: one of them mails requests, with all that they hold.
    """
    ours = {app: {"level": "INFO" if json else "WARNING"} for app in APPS}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": f"{__name__}.as_json"},
            "text": {"format": "%(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json" if json else "text"}},
        "root": {"level": "WARNING", "handlers": ["stderr"]},
        "loggers": ours
        | {
            "django": {"level": "WARNING", "handlers": [], "propagate": True},
            # Told of every 4xx after the request has ended, with its path; requests.py tells them, with its number.
            "django.request": {"level": "ERROR"},
            "gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True},
            "celery.apps.worker": {"level": "INFO"},
            "celery.beat": {"level": "INFO"},
            # Each task is told by tasks.py, with its request and without what an error quotes.
            "celery.app.trace": {"level": "CRITICAL"},
        },
    }


def as_json() -> ProcessorFormatter:
    """Named by its path in the configuration, so that settings hold nothing but words and numbers."""
    return ProcessorFormatter(
        use_get_message=False,
        pass_foreign_args=True,
        foreign_pre_chain=[
            merge_contextvars,
            add_logger_name,
            add_log_level,
            TimeStamper(fmt="iso", utc=True, key="time"),
            ExtraAdder(allow=FIELDS),
            tell_message,
            tell_error,
            EventRenamer("message"),
        ],
        processors=[
            ProcessorFormatter.remove_processors_meta,
            JSONRenderer(ensure_ascii=False, default=lambda value: type(value).__name__),
        ],
    )
