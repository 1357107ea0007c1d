"""What a page may spend on vectors that a worker makes, and how it did without.

A request that found no worker in time is answered from an older version of a text, or by words alone, and its page says
so. Outside of a request nothing is: whoever computes for keeps gets the error.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic

from django.conf import settings


@dataclass(slots=True)
class _Request:
    until: float | None = None  # when the time for vectors is over, once somebody asked for some
    by_words: bool = False
    older: bool = False


_current: ContextVar[_Request | None] = ContextVar("request_for_vectors", default=None)


def begin(**_: object) -> None:
    """A request begins."""
    _current.set(_Request())


def end(**_: object) -> None:
    """A request is over."""
    _current.set(None)


def is_request() -> bool:
    """Whether somebody waits for a page."""
    return _current.get() is not None


def seconds_left() -> float:
    """Of VECTORS_DEADLINE, which all questions of a request share; at least 0."""
    request = _current.get()
    if request is None:
        return float(settings.VECTORS_DEADLINE)
    if request.until is None:
        request.until = monotonic() + settings.VECTORS_DEADLINE
    return max(0.0, request.until - monotonic())


def note_by_words() -> None:
    """This page is answered by words alone."""
    if request := _current.get():
        request.by_words = True


def note_older() -> None:
    """This page compares with what the index holds, though the text was changed since."""
    if request := _current.get():
        request.older = True


def answered_from_older(*_: object) -> bool:
    """Whether something of this page was compared so."""
    request = _current.get()
    return bool(request and request.older)


def answered_by_words(*_: object) -> bool:
    """Whether something of this page was."""
    request = _current.get()
    return bool(request and request.by_words)
