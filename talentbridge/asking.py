"""Questions to what may hang: asked side by side, and answered by a deadline or not at all.

Each runs in a thread of its own with database connections of its own. Whoever is late is not asked again before they
have answered: who comes meanwhile waits for that same answer, so that a server that hangs holds one thread of a process
and not one for each visitor.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future, wait
from contextvars import copy_context
from threading import Lock, Thread
from typing import Any, TypeVar

from django.db import connections

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

_lock = Lock()
_under_way: dict[str, Future[Any]] = {}


def ask(questions: Mapping[str, Callable[[], Answer]], *, seconds: float) -> dict[str, Answer]:
    """name -> answer of those that answered within `seconds`, all in all. A question that raises has no answer; the log
    says why."""
    asked = {name: _begin(name, question) for name, question in questions.items()}
    done = wait(asked.values(), timeout=seconds).done
    return {
        name: future.result() for name, future in asked.items() if future in done and not future.exception()
    }


def _begin(name: str, question: Callable[[], Answer]) -> Future[Answer]:
    with _lock:
        if name in _under_way:
            return _under_way[name]
        future: Future[Answer] = Future()
        _under_way[name] = future
    # What the thread logs carries the number of the request that asked first. It holds up nobody who wants to end.
    Thread(target=copy_context().run, args=(_answer, name, question, future), daemon=True).start()
    return future


def _answer(name: str, question: Callable[[], Answer], future: Future[Answer]) -> None:
    try:
        answer = question()
    except Exception as error:  # whoever asks is told that there is no answer
        logger.error("Asking failed: %s", name, exc_info=error)
        _end(name)
        future.set_exception(error)
    else:
        _end(name)
        future.set_result(answer)
    finally:
        connections.close_all()  # those of this thread


def _end(name: str) -> None:
    """Before the answer is given: whoever has it and asks again gets a new one."""
    with _lock:
        del _under_way[name]
