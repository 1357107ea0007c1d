"""Where exports are made: in a worker; without a broker in a thread of the process that was asked."""

from __future__ import annotations

import logging
from threading import Thread

from django.conf import settings
from django.db import connections
from kombu.exceptions import OperationalError

from privacy.domain.exports import make_export
from privacy.tasks import build_export

logger = logging.getLogger(__name__)

PATIENCE = 1.5  # seconds: most are made by then


def start_export(pk: int) -> None:
    """Begin; answers soon, whether or not it is made by then."""
    if settings.IMPORTS_IN_THREADS:
        _in_thread(pk)
        return
    try:
        build_export.apply_async((pk,), retry=False)
    except OperationalError as error:
        logger.warning("The broker is away, an export is made here: %s", type(error).__name__)
        _in_thread(pk)


def _in_thread(pk: int) -> None:
    thread = Thread(target=_make, args=(pk,), daemon=True)
    thread.start()
    thread.join(PATIENCE)


def _make(pk: int) -> None:
    try:
        make_export(pk)
    except Exception:
        logger.exception("Making an export failed")  # its page says so
    finally:
        connections.close_all()
