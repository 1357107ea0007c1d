from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.backends.base import SearchBackend
from search.backends.elasticsearch import ElasticsearchBackend
from search.backends.elasticsearch.configuration import Configuration
from search.backends.embedded import EmbeddedBackend
from search.backends.memory import MemoryBackend
from tests.search.backends.corpus import SLOTS
from tests.search.elastic import a_prefix

# A new backend joins the contract by a line here, and one that needs a service by a parameter below.
BACKENDS: dict[str, Callable[[Path], SearchBackend]] = {
    "memory": lambda folder: MemoryBackend(slots=SLOTS),
    "embedded": lambda folder: EmbeddedBackend(folder, slots=SLOTS),
}


@pytest.fixture
def elastic(elasticsearch_url: str) -> Iterator[ElasticsearchBackend]:
    """Empty, in a real cluster."""
    with a_prefix(elasticsearch_url) as prefix:
        yield ElasticsearchBackend(Configuration([elasticsearch_url], prefix=prefix), slots=SLOTS)


@pytest.fixture(params=[*BACKENDS, pytest.param("elasticsearch", marks=pytest.mark.service)])
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> SearchBackend:
    """Each backend in turn, empty."""
    if request.param == "elasticsearch":
        found: SearchBackend = request.getfixturevalue("elastic")
        return found
    return BACKENDS[request.param](tmp_path / "index")
