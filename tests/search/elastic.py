"""Empty indexes in a real Elasticsearch, gone when the test ends."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from elasticsearch import Elasticsearch


@contextmanager
def a_prefix(url: str) -> Iterator[str]:
    """For indexes that are removed at the end."""
    prefix = f"test{secrets.token_hex(6)}"
    try:
        yield prefix
    finally:
        with Elasticsearch(url) as client:
            if left := list(client.indices.get(index=f"{prefix}-*", features="aliases")):
                client.indices.delete(index=left)
