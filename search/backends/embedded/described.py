"""A document as texts: what its record keeps beside numbers, and how its filters become terms."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from search.backends.embedded.schema import SEPARATOR, filter_term
from search.types import Document

PASSAGE = "\x1d"  # between the tokens of two passages; no token holds it


def describe(document: Document) -> tuple[bytes, bytes, bytes, bytes]:
    """id, digest, head and body in the order of columns.TEXTS; the body, tokens, is what only a copy needs."""
    filters = {name: list(values) for name, values in document.filters.items()}
    head = [document.kind, filters, [passage.key for passage in document.passages]]
    body = PASSAGE.join(SEPARATOR.join(passage.view.tokens) for passage in document.passages)
    return (
        document.id.encode(),
        document.digest.encode(),
        json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode(),
        body.encode(),
    )


def filter_terms(kind: str, filters: Mapping[str, Sequence[str]]) -> list[str]:
    """The kind and all values of all filters, as they are searched for."""
    values = (filter_term(name, value) for name, of_name in filters.items() for value in of_name)
    return list(dict.fromkeys([filter_term("kind", kind, own=True), *values]))


def read_head(data: bytes) -> tuple[str, Mapping[str, tuple[str, ...]], list[str]]:
    """Kind, filters and passage keys."""
    kind, filters, keys = json.loads(data)
    named: dict[str, Any] = {name: tuple(values) for name, values in filters.items()}
    return kind, named, keys


def read_body(data: bytes, passages: int) -> list[tuple[str, ...]]:
    """The tokens of each passage."""
    parts = data.decode().split(PASSAGE) if passages else []
    return [tuple(part.split(SEPARATOR)) if part else () for part in parts]
