"""A run over many rows, in which none stops those after it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from celery.exceptions import SoftTimeLimitExceeded

logger = logging.getLogger(__name__)


@contextmanager
def one_by_one() -> Iterator[OneByOne]:
    """What fails within `run.step(…)` is logged, and the first failure raised once all have had their turn."""
    run = OneByOne()
    yield run
    if run.failures:
        raise run.failures[0]


class OneByOne:
    def __init__(self) -> None:
        self.failures: list[Exception] = []

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """`what`: for the log. The end of the task's time is no failure of a row, and goes through."""
        try:
            yield
        except SoftTimeLimitExceeded:
            raise
        except Exception as error:
            logger.exception("Failed: %s", what)
            self.failures.append(error)
