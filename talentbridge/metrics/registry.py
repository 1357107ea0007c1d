"""Where counts are kept: in the memory of this process, or, under gunicorn, in files that its processes share.

gunicorn.conf.py names their folder and gives each process a number. A process that takes the place of one that has
ended has its number, goes on in its file, and no file is left behind; with its pid for a number, as is usual, files
would grow without end, for gunicorn renews each process after some thousand requests.
"""

from __future__ import annotations

import os

from prometheus_client import CollectorRegistry, disable_created_metrics, values
from prometheus_client.multiprocess import MultiProcessCollector

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the library reads it when it is first imported
NUMBER = "TALENTBRIDGE_WEB_PROCESS"

shared = FOLDER in os.environ
if shared:
    values.ValueClass = values.MultiProcessValue(lambda: os.environ.get(NUMBER) or str(os.getpid()))
disable_created_metrics()

ours = CollectorRegistry()


def counted() -> CollectorRegistry:
    """What was counted so far, by all processes of this server."""
    if not shared:
        return ours
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return registry
