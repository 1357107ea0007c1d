"""One line for each task, joined with the request that started it."""

from __future__ import annotations

import logging
from time import perf_counter
from typing import Any

from celery.signals import before_task_publish, task_failure, task_postrun, task_prerun
from structlog.contextvars import bind_contextvars, get_contextvars, reset_contextvars

logger = logging.getLogger(__name__)

CARRIED = "talentbridge_request_id"  # header of a message


@before_task_publish.connect
def carry(headers: dict[str, Any] | None = None, **_: Any) -> None:
    """The message carries the number of the request in which it is sent."""
    number = get_contextvars().get("request_id")
    if number and headers is not None:
        headers[CARRIED] = number


@task_prerun.connect
def begin(task_id: str = "", task: Any = None, **_: Any) -> None:
    """Whatever the task writes carries both numbers. Without a broker it runs inside its request."""
    numbers = {"task_id": task_id}
    if number := getattr(task.request, CARRIED, None):
        numbers["request_id"] = number
    task.request.talentbridge_started = perf_counter()
    task.request.talentbridge_before = bind_contextvars(**numbers)


@task_failure.connect
def tell_failure(exception: BaseException | None = None, sender: Any = None, **_: Any) -> None:
    """A task that raised; the broker may hand it out again."""
    logger.error("Task failed", exc_info=exception, extra={"task": getattr(sender, "name", "")})


@task_postrun.connect
def end(task: Any = None, state: str | None = None, **_: Any) -> None:
    """How it ended, and how long it took."""
    started = getattr(task.request, "talentbridge_started", None)
    if started is None:
        return
    milliseconds = round((perf_counter() - started) * 1000, 1)
    logger.info("Task ended", extra={"task": task.name, "status": state, "ms": milliseconds})
    reset_contextvars(**task.request.talentbridge_before)
