"""How gunicorn serves the site: `gunicorn --config gunicorn.conf.py talentbridge.wsgi`. Keys: `.env.example`.

Read before Django's settings, so from the environment of the process alone, never from `.env`.
"""

import os
import shutil
import tempfile
from itertools import count
from pathlib import Path
from typing import Any

from talentbridge.logs.config import logging_config

bind = os.environ.get("WEB_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
# A page is mostly our own work, which threads of one process do one after the other: with four of them each page takes
# twice as long as with two, and no more are answered (docs/benchmarks.md, "Pages under load"). The second answers while
# one waits for database or index. Each needs a connection: DATABASE_POOL_MAX is at least as many.
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "2"))
timeout = 30  # of a worker that shows no life; threads that wait do not count
graceful_timeout = 25  # below the 30 s that docker-compose.yml and make stack give
# Memory that a library holds on to is given back now and then, and not by all workers in the same minute.
max_requests = 5000
max_requests_jitter = 500
# Each worker imports the site by itself: what a library started before a fork – threads, connections – is broken after.
preload_app = False
# The heartbeat is a file; on a slow disk it would stall the worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
control_socket_disable = True  # signals do all we need
accesslog = None  # who read what is nobody's business; a proxy counts requests
errorlog = "-"
logconfig_dict = logging_config(json=True)  # its own messages as the site writes its


def on_starting(server: Any) -> None:
    """A new folder for what the processes of this server count (talentbridge/metrics/registry.py)."""
    server.counts = tempfile.mkdtemp(prefix="talentbridge-metrics-", dir=worker_tmp_dir)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = server.counts


def pre_fork(server: Any, worker: Any) -> None:
    """The lowest number that no living process has: it goes on in the file of the one that has ended."""
    taken = {other.number for other in server.WORKERS.values()}
    worker.number = next(number for number in count() if number not in taken)
    os.environ["TALENTBRIDGE_WEB_PROCESS"] = str(worker.number)


def on_exit(server: Any) -> None:
    """The folder is of no use to the next server."""
    shutil.rmtree(server.counts, ignore_errors=True)
