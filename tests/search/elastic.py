"""An empty index of one test's own in a real Elasticsearch."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping

import pytest
from elasticsearch import Elasticsearch

from search.backends.base import Slot
from search.backends.elasticsearch import ElasticsearchBackend
from search.backends.elasticsearch.configuration import Configuration


def address(request: pytest.FixtureRequest) -> str:
    """Of the cluster that the tests use."""
    return os.environ.get("ELASTICSEARCH_URL", "")


def a_prefix(request: pytest.FixtureRequest, url: str) -> str:
    """For indexes that are removed when the test ends."""
    prefix = f"test{secrets.token_hex(6)}"

    def remove() -> None:
        with Elasticsearch(url) as client:
            if left := list(client.indices.get(index=f"{prefix}-*", features="aliases")):
                client.indices.delete(index=left)

    request.addfinalizer(remove)
    return prefix


def an_index(
    request: pytest.FixtureRequest, slots: Mapping[str, Slot], **options: object
) -> ElasticsearchBackend:
    """Empty, and removed when the test ends."""
    url = address(request)
    configuration = Configuration([url], prefix=a_prefix(request, url), **options)  # type: ignore[arg-type]
    return ElasticsearchBackend(configuration, slots=slots)
