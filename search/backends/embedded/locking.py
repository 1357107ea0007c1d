"""Many processes read an index, one writes: a lock file with a bounded wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from search.backends.base import IndexLocked, IndexUnavailable


@contextmanager
def held(path: Path, *, seconds: float, by: str) -> Iterator[None]:
    """Hold the lock file `path`; IndexLocked after `seconds` of waiting. The system frees it if we are killed."""
    lock = FileLock(path, is_singleton=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=seconds)
    except Timeout as error:
        raise IndexLocked(
            f"The search index is locked: {by} holds {path} and did not finish within {seconds:g} s; try again later."
        ) from error
    except OSError as error:
        raise IndexUnavailable(
            f"The search index cannot be locked ({error}); check the folder's permissions."
        ) from error
    try:
        yield
    finally:
        lock.release()
