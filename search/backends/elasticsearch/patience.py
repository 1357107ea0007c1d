"""How often and how long a busy cluster is asked again, and for how long one that is gone is left alone."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic, sleep
from typing import TypeVar

from search.backends.elasticsearch.errors import Busy, Unreachable, plain_errors

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Patience:
    """Tries, and the pauses between them: up to `first`, then up to twice as long, at most `longest` seconds each."""

    tries: int
    first: float = 0.1
    longest: float = 2.0

    def pause(self, failures: int) -> float:
        """Seconds before the next try: a random part of the bound, so that many who wait do not return together."""
        return random.uniform(0, min(self.longest, self.first * 2 ** (failures - 1)))


A_PAGE_WAITS = Patience(tries=2)
WORKERS_WAIT = Patience(tries=6)  # 4 s on average, 7 s at most


class Line:
    """The line to the cluster. A page that found it dead tells the others: for a moment nobody else waits for it."""

    REST = 3.0  # seconds

    def __init__(self, where: str) -> None:
        self.where = where
        self._dead_until = 0.0
        self._said = ""

    def ask(self, request: Callable[[], Answer]) -> Answer:
        """For questions of pages."""
        if monotonic() < self._dead_until:
            raise Unreachable(self._said)
        return self._call(request, A_PAGE_WAITS)

    def insist(self, request: Callable[[], Answer]) -> Answer:
        """For changes and for whoever works in the background."""
        return self._call(request, WORKERS_WAIT)

    def _call(self, request: Callable[[], Answer], patience: Patience) -> Answer:
        failures = 0
        while True:
            try:
                with plain_errors(self.where):
                    answer = request()
            except Busy:
                failures += 1
                if failures == patience.tries:
                    raise
                sleep(patience.pause(failures))
            except Unreachable as error:
                self._dead_until, self._said = monotonic() + self.REST, str(error)
                raise
            else:
                self._dead_until = 0.0
                return answer
