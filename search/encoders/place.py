"""Where texts become vectors: in this process, or in a worker.

With TALENTBRIDGE_ENCODE=worker a web process (talentbridge/wsgi.py) loads no model; workers and commands do.
"""

from __future__ import annotations

from django.conf import settings

WORKER, HERE = "worker", "here"

_web = False


def serve_pages(*, yes: bool = True) -> None:
    """This process answers requests."""
    global _web
    _web = yes


def left_to_workers() -> bool:
    """Whether this process loads no model."""
    return _web and settings.TALENTBRIDGE_ENCODE == WORKER
