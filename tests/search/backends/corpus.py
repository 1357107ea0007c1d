"""Small documents and queries for the contract tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from search.backends.base import Slot
from search.types import Document, IndexedPassage, Query, Vector, View

SLOTS = {"text": Slot("test:text", 3), "english": Slot("test:english", 2)}


def unit(*numbers: float) -> Vector:
    """The direction of these numbers."""
    vector = np.array(numbers, np.float64)
    length = np.linalg.norm(vector)
    return (vector / length if length else vector).astype(np.float32)


def view(
    text: Vector | None = None,
    english: Vector | None = None,
    *,
    tokens: str = "",
    stems: Mapping[str, float] | None = None,
    language: str = "en",
) -> View:
    vectors = {
        "text": unit(1, 0, 0) if text is None else text,
        "english": unit(1, 0) if english is None else english,
    }
    return View(language=language, vectors=vectors, stems=stems or {}, tokens=tuple(tokens.split()))


def document(
    id: str,
    *views: View,
    kind: str = "profile",
    filters: Mapping[str, Sequence[str]] | None = None,
    digest: str = "",
) -> Document:
    passages = tuple(IndexedPassage(f"passage:{number}", each) for number, each in enumerate(views))
    named = {name: tuple(values) for name, values in (filters or {}).items()}
    return Document(id=id, kind=kind, passages=passages, filters=named, digest=digest)


def near(
    *views: View, size: int = 200, kind: str = "profile", **filters: Mapping[str, frozenset[str]]
) -> Query:
    return Query(kind=kind, views=views, size=size, **filters)


def typed(
    tokens: str, *, size: int = 200, kind: str = "profile", **filters: Mapping[str, frozenset[str]]
) -> Query:
    return Query(kind=kind, tokens=tuple(tokens.split()), size=size, **filters)
