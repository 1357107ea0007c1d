"""Questions to what may hang: asked side by side, and answered by a deadline or not at all.

Each runs in a thread of its own with database connections of its own. Whoever is late is not asked again at once: who
comes meanwhile waits for that same answer, so that a server that hangs holds a thread or two of a process and not one
for each visitor.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future, wait
from contextvars import copy_context
from threading import Lock, Thread
from time import monotonic
from typing import Any, TypeVar

from django.db import connections

logger = logging.getLogger(__name__)

# After so long nobody answers any more, as on a connection whose other end lost its power: a new one may be better.
SECONDS_OF_HOPE = 60.0

Answer = TypeVar("Answer")

_lock = Lock()
_under_way: dict[str, tuple[Future[Any], float]] = {}  # name -> the answer to come, and when it was asked for


def ask(questions: Mapping[str, Callable[[], Answer]], *, seconds: float) -> dict[str, Answer]:
    """name -> answer of those that answered within `seconds`, all in all. A question that raises has no answer; the log
    says why."""
    asked = {name: _begin(name, question) for name, question in questions.items()}
    done = wait(asked.values(), timeout=seconds).done
    return {
        name: future.result() for name, future in asked.items() if future in done and not future.exception()
    }


def _begin(name: str, question: Callable[[], Answer]) -> Future[Answer]:
    now = monotonic()
    with _lock:
        earlier, began = _under_way.get(name, (None, now))
        if earlier and now - began < SECONDS_OF_HOPE:
            return earlier
        future: Future[Answer] = Future()
        _under_way[name] = future, now
    # What the thread logs carries the number of the request that asked first. It holds up nobody who wants to end.
    Thread(target=copy_context().run, args=(_answer, name, question, future), daemon=True).start()
    return future


def _answer(name: str, question: Callable[[], Answer], future: Future[Answer]) -> None:
    try:
        answer = question()
    except Exception as error:  # whoever asks is told that there is no answer
        logger.error("Asking failed: %s", name, exc_info=error)
        _end(name, future)
        future.set_exception(error)
    else:
        _end(name, future)
        future.set_result(answer)
    finally:
        connections.close_all()  # those of this thread


def _end(name: str, future: Future[Any]) -> None:
    """Before the answer is given: whoever has it and asks again gets a new one."""
    with _lock:
        if name in _under_way and _under_way[name][0] is future:
            del _under_way[name]
