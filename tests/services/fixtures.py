"""`postgres_url`, `redis_url`, `elasticsearch_url`: those of `make services` if they run, else started."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.services.running import addresses, start, stop


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    yield from _address("postgres", "DATABASE_URL")


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    yield from _address("redis", "REDIS_URL")


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    yield from _address("elasticsearch", "ELASTICSEARCH_URL")


def _address(name: str, key: str) -> Iterator[str]:
    if ours := key not in addresses():
        list(start([name]))
    yield addresses()[key]
    if ours:
        list(stop([name]))
