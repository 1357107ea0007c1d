"""The encoder's twin for tests: no weights, deterministic, and texts that share words are near each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from math import log
from pathlib import Path

import numpy as np

from search.encoders.base import unit_rows
from search.text.tokens import native_tokens
from search.types import Matrix


class HashingEncoder:
    """Each token and each of its character trigrams adds or subtracts one at a hashed place of the vector."""

    def __init__(self, *, dimension: int = 256, folder: Path | None = None, threads: int = 1) -> None:
        """`folder` and `threads` are what every encoder takes; this one needs neither."""
        self.dimension = dimension
        self.id = f"hashing-{dimension}"

    def encode(self, texts: Sequence[str]) -> Matrix:
        """-> float32 [n, dimension], rows of unit length; a text without a token points along the first axis."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for feature, count in Counter(_features(text)).items():
                digest = int.from_bytes(blake2b(feature.encode(), digest_size=8).digest(), "big")
                vectors[row, (digest >> 1) % self.dimension] += (1 if digest & 1 else -1) * (1 + log(count))
            if not vectors[row].any():
                vectors[row, 0] = 1
        return unit_rows(vectors)


def _features(text: str) -> Iterator[str]:
    for token in native_tokens(text):
        yield token
        if token.isascii():
            yield from (f"#{token[i : i + 3]}" for i in range(len(token) - 2))
