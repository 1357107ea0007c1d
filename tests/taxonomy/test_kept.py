"""What is kept in the process is read once, however many ask for it at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

from pytest_django import Settings

from taxonomy.kept import Kept

MANY = 4


def reads(asking: int) -> int:
    """How often it is read while so many threads ask at once."""
    times: list[int] = []
    ready = Barrier(asking)

    def read() -> str:
        times.append(1)
        sleep(0.2)  # so that the others come meanwhile
        return "found"

    kept = Kept(read)

    def ask() -> str:
        ready.wait()
        return kept.get()

    with ThreadPoolExecutor(asking) as threads:
        assert [one.result() for one in [threads.submit(ask) for _ in range(asking)]] == ["found"] * asking
    return len(times)


def test_threads_that_wait_for_the_first_reading_take_it(settings: Settings) -> None:
    settings.FACETS_SECONDS = 60
    assert reads(MANY) == 1


def test_where_nothing_is_kept_each_reads(settings: Settings) -> None:
    settings.FACETS_SECONDS = 0
    assert reads(MANY) == MANY
