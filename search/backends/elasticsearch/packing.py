"""A document as one field: what questions are answered from, exactly as it was put (weights as float32)."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.backends.base import Slot
from search.types import Document, IndexedPassage, View

# Between the tokens of a passage, and between passages; no token holds them.
TOKEN, PASSAGE = "\x1f", "\x1d"


@dataclass(frozen=True, slots=True, eq=False)
class Unpacked:
    """The passages of one document, column by column."""

    filters: Mapping[str, tuple[str, ...]]
    keys: Sequence[str]
    languages: Sequence[str]
    stems: Sequence[Sequence[str]]
    weights: NDArray[np.float32]  # of all stems, one passage after the other
    vectors: Mapping[str, NDArray[np.float32]]  # slot -> [passages, d]


def pack(document: Document, slots: Mapping[str, Slot]) -> str:
    """Base64 of: length of the head, the head as JSON, weights, vectors slot by slot (float32, little-endian)."""
    views = [passage.view for passage in document.passages]
    head = {
        "filters": {name: list(values) for name, values in document.filters.items()},
        "keys": [passage.key for passage in document.passages],
        "languages": [view.language for view in views],
        "stems": [list(view.stems) for view in views],
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    weights = np.array([weight for view in views for weight in view.stems.values()], "<f4")
    matrices = [np.array([view.vectors[name] for view in views], "<f4") for name in sorted(slots)]
    parts = [len(text).to_bytes(4, "little"), text, weights.tobytes(), *(each.tobytes() for each in matrices)]
    return base64.b64encode(b"".join(parts)).decode()


def unpack(packed: str, slots: Mapping[str, Slot]) -> Unpacked:
    """ValueError or KeyError for what `pack` did not make."""
    data = base64.b64decode(packed)
    end = 4 + int.from_bytes(data[:4], "little")
    head = json.loads(data[4:end])
    weights = np.frombuffer(data, "<f4", sum(map(len, head["stems"])), end)
    at, rows = end + weights.nbytes, len(head["keys"])
    vectors = {}
    for name in sorted(slots):
        size = rows * slots[name].dimension
        vectors[name] = np.frombuffer(data, "<f4", size, at).reshape(rows, slots[name].dimension)
        at += 4 * size
    filters = {name: tuple(values) for name, values in head["filters"].items()}
    return Unpacked(filters, head["keys"], head["languages"], head["stems"], weights, vectors)


def words_of(document: Document) -> str:
    """The tokens of each passage, for `document_of`."""
    return PASSAGE.join(TOKEN.join(passage.view.tokens) for passage in document.passages)


def document_of(id: str, source: Mapping[str, Any], slots: Mapping[str, Slot]) -> Document:
    """The document that a whole `_source` holds."""
    found = unpack(source["packed"], slots)
    tokens = source["words"].split(PASSAGE) if found.keys else []
    passages, at = [], 0
    for row, (key, language, stems) in enumerate(zip(found.keys, found.languages, found.stems, strict=True)):
        weights = found.weights[at : at + len(stems)].tolist()
        at += len(stems)
        view = View(
            language=language,
            vectors={name: matrix[row] for name, matrix in found.vectors.items()},
            stems=dict(zip(stems, weights, strict=True)),
            tokens=tuple(tokens[row].split(TOKEN)) if tokens[row] else (),
        )
        passages.append(IndexedPassage(key, view))
    return Document(id, source["kind"], tuple(passages), found.filters, source["digest"])
