from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from search import engine
from search.backends import registry
from search.indexing import rebuild


@pytest.fixture(autouse=True)
def fresh_engine() -> Iterator[None]:
    """No index, lexicon or setting of another test."""
    registry.reset()
    engine.reset()
    yield
    registry.reset()
    engine.reset()


@pytest.fixture
def indexed(db: None) -> Callable[[], object]:
    """`indexed()`: the whole database is in the index."""
    return rebuild
