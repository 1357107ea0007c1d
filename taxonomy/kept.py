"""What takes a while to read and is the same for everybody, kept in the process for FACETS_SECONDS.

To fetch it from a cache outside would take longer than to count in it (docs/decisions/0037).
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

from django.conf import settings

T = TypeVar("T")


class Kept(Generic[T]):
    def __init__(self, read: Callable[[], T]) -> None:
        self._read, self._lock = read, Lock()
        self._kept: tuple[float, T] | None = None

    def get(self) -> T:
        """At most FACETS_SECONDS old: one thread reads anew, the others take the old one meanwhile."""
        kept = self._kept
        if kept and self._is_fresh(kept):
            return kept[1]
        if not self._lock.acquire(blocking=kept is None or not settings.FACETS_SECONDS):
            assert kept is not None  # else it would have waited
            return kept[1]
        try:
            kept = self._kept
            if kept and self._is_fresh(kept):  # another thread has read while this one waited
                return kept[1]
            found = self._read()
            if settings.FACETS_SECONDS:
                self._kept = (monotonic(), found)
            return found
        finally:
            self._lock.release()

    def _is_fresh(self, kept: tuple[float, T]) -> bool:
        return monotonic() - kept[0] < settings.FACETS_SECONDS

    def forget(self) -> None:
        """The next question reads anew."""
        self._kept = None
