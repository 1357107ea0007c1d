"""Work that is split over a few threads of this process: numpy and the dot products let go of the interpreter."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from django.conf import settings

_lock = Lock()
_pool: ThreadPoolExecutor | None = None


def count() -> int:
    """How many threads a search may use: SEARCH_THREADS, by default the cores but two at most."""
    return getattr(settings, "SEARCH_THREADS", 0) or min(2, os.cpu_count() or 1)


def spread(work: Sequence[Callable[[], None]]) -> None:
    """Do all of these, the first in this thread and the others beside it; the first error is raised."""
    if len(work) > 1:
        futures = [_threads().submit(one) for one in work[1:]]
        work[0]()
        for future in futures:
            future.result()
    elif work:
        work[0]()


def _threads() -> ThreadPoolExecutor:
    global _pool
    with _lock:
        if _pool is None:
            _pool = ThreadPoolExecutor(max(1, count() - 1), thread_name_prefix="search")
        return _pool


def _forget() -> None:
    """A forked process has the pool, but none of its threads."""
    global _pool, _lock
    _pool, _lock = None, Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
