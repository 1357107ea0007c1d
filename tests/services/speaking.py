"""Which broker the process of a test hands its tasks to."""

from __future__ import annotations

from pytest_django import Settings

from search.encoders import remote
from talentbridge.celery import app


class speaking_to:
    """This process hands its tasks to that broker."""

    def __init__(self, url: str, settings: Settings) -> None:
        self._url, self._settings = url, settings

    def __enter__(self) -> None:
        self._before = app.conf.broker_url, app.conf.task_always_eager, self._settings.CELERY_BROKER_URL
        self._set(self._url, False, self._url)

    def __exit__(self, *_: object) -> None:
        self._set(*self._before)

    def _set(self, url: str, eager: bool, setting: str) -> None:
        app.conf.broker_url, app.conf.task_always_eager = url, eager
        self._settings.CELERY_BROKER_URL, self._settings.CELERY_TASK_ALWAYS_EAGER = setting, eager
        if app._pool is not None:
            app._pool.force_close_all()
            app._pool = None
        app.amqp.__dict__.pop("_producer_pool", None)
        app.amqp._producer_pool = None
        remote.forget()
