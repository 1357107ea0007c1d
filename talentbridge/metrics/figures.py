"""What is read when somebody asks: dependencies, outbox, queues, tasks, documents, the last rebuild and backup.

Whatever is away or late is left out, and `talentbridge_up` says so; the page itself is always answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from time import monotonic
from typing import Any

from django.db import DatabaseError
from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from search.backends.base import IndexUnavailable
from search.broker import BrokerAway
from search.encoders.base import EncoderUnavailable
from talentbridge import asking, readiness, standing
from talentbridge.backups.manifest import version
from talentbridge.metrics.tasks import Tasks, tasks_so_far
from talentbridge.readiness import Answer
from talentbridge.standing import Backlog, Done

# An answer takes less than a second, whatever hangs.
SECONDS = 0.8
# Who may be matched is counted over all rows, so not for each answer.
SECONDS_OF_A_COUNT = 60.0
AWAY = (DatabaseError, IndexUnavailable, EncoderUnavailable, BrokerAway)

Labelled = Mapping[Any, float]  # the values of its labels, a tuple of texts -> a figure


class Figures:
    """A collector: prometheus_client calls `collect` for each answer."""

    def collect(self) -> Iterator[Metric]:
        """The families of which something is known."""
        asked: dict[str, Any] = asking.ask(_questions() | readiness.questions(), seconds=SECONDS)
        found = {name: answer for name, answer in asked.items() if answer is not None}
        yield _gauge("info", "The version that runs; always 1.", ["version"], {(_version(),): 1})
        yield from _dependencies(readiness.answers_among(found, seconds=SECONDS))
        if "metrics:stored" in found:
            yield from _stored(*found["metrics:stored"])
        yield _gauge(
            "documents",
            "Subjects that should be in the index (database), and documents that are (index).",
            ["kind", "side"],
            {
                (kind, side): number
                for side in ("database", "index")
                for kind, number in found.get(f"metrics:{side}", {}).items()
            },
        )
        queues = found.get("metrics:queues", {})
        yield _gauge(
            "queue_tasks",
            "Tasks that wait for a worker.",
            ["queue"],
            {(queue,): number for queue, number in queues.items()},
        )
        if "metrics:tasks" in found:
            yield from _tasks(found["metrics:tasks"])


def forget() -> None:
    """Count again at once, as a new process does."""
    _database_of.cache_clear()


def _questions() -> dict[str, Callable[[], Any]]:
    questions: dict[str, Callable[[], Any]] = {
        "stored": lambda: (standing.read_backlog(), standing.last_rebuild(), standing.last_backup()),
        "database": lambda: _database_of(monotonic() // SECONDS_OF_A_COUNT),
        "index": standing.in_index,
        "queues": standing.in_queues,
        "tasks": tasks_so_far,
    }
    return {f"metrics:{name}": partial(_unless_away, question) for name, question in questions.items()}


def _unless_away(question: Callable[[], Any]) -> Any:
    """None where readiness.py says of the dependency what is wrong."""
    try:
        return question()
    except AWAY:
        return None


@cache
def _version() -> str:
    return version()


@lru_cache(maxsize=1)
def _database_of(minute: float) -> dict[str, int]:
    return standing.in_database()


def _dependencies(answers: Mapping[str, Answer]) -> Iterator[Metric]:
    up = {(name,): float(not answer.problem) for name, answer in answers.items()}
    yield _gauge("up", "1 where a dependency is in order; /readyz says what is wrong.", ["dependency"], up)
    took = {(name,): answer.milliseconds / 1000 for name, answer in answers.items()}
    yield _gauge("dependency_seconds", "Until a dependency answered.", ["dependency"], took)


def _stored(backlog: Backlog, rebuild: Done | None, backup: Done | None) -> Iterator[Metric]:
    yield _gauge("outbox_jobs", "Jobs of the index that wait.", [], {(): backlog.jobs})
    yield _gauge(
        "outbox_oldest_seconds",
        "How long the oldest of them waits: how far the index is behind.",
        [],
        {(): backlog.oldest_seconds},
    )
    yield _gauge(
        "outbox_set_aside", "Subjects that failed too often through themselves.", [], {(): backlog.set_aside}
    )
    for name, done in {"rebuild": rebuild, "backup": backup}.items():
        at = done.at.timestamp() if done else 0.0  # never: long ago, so that a rule about its age holds
        yield _gauge(
            f"last_{name}_timestamp_seconds", f"When the last {name} was done; 0: never.", [], {(): at}
        )


def _tasks(tasks: Tasks) -> Iterator[Metric]:
    ended = CounterMetricFamily("talentbridge_tasks", "Tasks that ended.", labels=["task", "outcome"])
    for labels, number in tasks.ended.items():
        ended.add_metric(labels, number)
    seconds = CounterMetricFamily("talentbridge_task_seconds", "Time that they took.", labels=["task"])
    for name, took in tasks.seconds.items():
        seconds.add_metric([name], took)
    yield from (ended, seconds)


def _gauge(name: str, says: str, labels: Sequence[str], values: Labelled) -> Metric:
    family = GaugeMetricFamily(f"talentbridge_{name}", says, labels=labels)
    for of, value in values.items():
        family.add_metric(of, value)
    return family
