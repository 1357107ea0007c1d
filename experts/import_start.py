"""Where files are read: in a worker; without a broker in a thread of the process that was asked."""

from __future__ import annotations

import logging
from threading import Thread

from django.conf import settings
from django.db import connections
from kombu.exceptions import OperationalError

from experts.domain.imports import read_import
from experts.tasks import read_file

logger = logging.getLogger(__name__)

PATIENCE = 1.5  # seconds: most files are read by then, and nobody sees a page that only waits


def start_reading(pk: int) -> None:
    """Begin to read the file of an import; answers soon, whether or not it is read by then."""
    if settings.IMPORTS_IN_THREADS:
        _in_thread(pk)
        return
    try:
        read_file.apply_async((pk,), retry=False)
    except OperationalError as error:
        logger.warning("The broker is away, a file is read here: %s", type(error).__name__)
        _in_thread(pk)


def _in_thread(pk: int) -> None:
    thread = Thread(target=_read, args=(pk,), daemon=True)
    thread.start()
    thread.join(PATIENCE)


def _read(pk: int) -> None:
    try:
        read_import(pk)
    except Exception:
        logger.exception("Reading an import failed")  # its page says so when it is overdue
    finally:
        connections.close_all()
