"""What a model wants to read before a text, such as e5's "query: " and "passage: "."""

from __future__ import annotations

from collections.abc import Sequence

from search.encoders.base import Encoder
from search.types import Matrix


class PrefixedEncoder:
    """`encoder` with the same words before each text. A text with another prefix is another text to every cache."""

    def __init__(self, encoder: Encoder, prefix: str) -> None:
        self.id, self.dimension = encoder.id, encoder.dimension
        self._encoder, self._prefix = encoder, prefix

    def encode(self, texts: Sequence[str]) -> Matrix:
        """-> float32 [n, d], rows of unit length. Raises EncoderUnavailable."""
        return self._encoder.encode([self._prefix + text for text in texts])


def for_passages(encoder: Encoder) -> Encoder:
    """As texts of the platform are read."""
    return _prefixed(encoder, getattr(encoder, "passage_prefix", ""))


def for_questions(encoder: Encoder) -> Encoder:
    """As what somebody asks with is read."""
    return _prefixed(encoder, getattr(encoder, "query_prefix", ""))


def _prefixed(encoder: Encoder, prefix: str) -> Encoder:
    return PrefixedEncoder(encoder, prefix) if prefix else encoder
