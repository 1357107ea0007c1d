from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection

from search import engine
from search.backends import registry
from search.backends.base import SearchBackend
from search.backends.registry import get_backend

Commits = Callable[..., AbstractContextManager[list[Callable[[], object]]]]


@pytest.fixture(autouse=True)
def fresh_engine() -> Iterator[None]:
    """No index, lexicon or setting of another test."""
    yield
    registry.reset()
    engine.reset()


@pytest.fixture
def index(db: None) -> SearchBackend:
    """The index that the settings name, empty."""
    return get_backend()


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Commits) -> Callable[[], AbstractContextManager[object]]:
    """`with committed():` what is saved inside is committed at its end, and what waits for the commit runs."""

    @contextmanager
    def block() -> Iterator[None]:
        with django_capture_on_commit_callbacks(execute=True):
            yield
        connection.run_on_commit.clear()  # as a commit leaves it

    return block
