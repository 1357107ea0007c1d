from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from search.backends.base import SearchBackend
from search.backends.embedded import EmbeddedBackend
from search.backends.memory import MemoryBackend
from tests.search.backends.corpus import SLOTS
from tests.search.elastic import an_index

# A new backend joins the contract by a line here.
BACKENDS: dict[str, Callable[[Path], SearchBackend]] = {
    "memory": lambda folder: MemoryBackend(slots=SLOTS),
    "embedded": lambda folder: EmbeddedBackend(folder, slots=SLOTS),
}


@pytest.fixture(params=[*BACKENDS, pytest.param("elasticsearch", marks=pytest.mark.service)])
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> SearchBackend:
    """Each backend in turn, empty."""
    if request.param == "elasticsearch":
        return an_index(request, SLOTS)
    return BACKENDS[request.param](tmp_path / "index")
