"""Tasks, counted by their workers in the broker's Redis: wherever a worker runs, it reaches that, and so does whoever
is asked for the counts. A task that ends while Redis is away, or with its worker, is not counted."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from celery.signals import task_postrun
from django.conf import settings

from search import broker

# Two hashes without an end of life, which Redis keeps when its memory is full (volatile-lru).
ENDED, SECONDS = "talentbridge:tasks:ended", "talentbridge:tasks:seconds"


@dataclass(frozen=True, slots=True)
class Tasks:
    """Since Redis was last empty."""

    ended: Mapping[tuple[str, str], int]  # (name, outcome) -> how many
    seconds: Mapping[str, float]  # name -> all of them together


@task_postrun.connect
def count(task: Any = None, state: str | None = None, **_: Any) -> None:
    """In a worker. Without a broker a task is part of the request that asks for it, and is counted with that."""
    started = getattr(task.request, "talentbridge_started", None)
    if started is None or not settings.METRICS_TOKEN or task.request.is_eager or not broker.is_redis():
        return
    outcome = (state or "unknown").lower()
    with suppress(broker.BrokerAway), broker.line(), broker.client().pipeline(transaction=False) as pipeline:
        pipeline.hincrby(ENDED, f"{task.name} {outcome}", 1)
        pipeline.hincrbyfloat(SECONDS, task.name, perf_counter() - started)
        pipeline.execute()


def tasks_so_far() -> Tasks:
    """Of all workers. Raises BrokerAway."""
    if not broker.is_redis():
        return Tasks({}, {})
    with broker.line(), broker.client().pipeline(transaction=False) as pipeline:
        pipeline.hgetall(ENDED)
        pipeline.hgetall(SECONDS)
        ended, seconds = pipeline.execute()
    return Tasks(
        {_pair(field.decode()): int(number) for field, number in ended.items()},
        {name.decode(): float(number) for name, number in seconds.items()},
    )


def _pair(field: str) -> tuple[str, str]:
    name, _, outcome = field.rpartition(" ")
    return name, outcome
