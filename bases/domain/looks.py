"""Looking at a file that somebody sent: one at a time for each person, for it takes a process and up to SECONDS."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache

from accounts.models import User
from bases.files.limits import SECONDS, Refused


@contextmanager
def one_look(by: User) -> Iterator[None]:
    """Raises Refused while another file of theirs is being looked at."""
    key = f"look:{by.pk}"
    if not cache.add(key, True, 2 * SECONDS):  # longer than any look, should its process be stopped
        raise Refused("one_at_a_time")
    try:
        yield
    finally:
        cache.delete(key)
