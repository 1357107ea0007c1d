"""What a model wants to read before a text, such as e5's "query: " and "passage: "."""

from __future__ import annotations

from collections.abc import Sequence

from search.encoders.base import Encoder
from search.types import Matrix


class PrefixedEncoder:
    """`encoder` with the same words, `prefix`, before each text."""

    def __init__(self, encoder: Encoder, prefix: str) -> None:
        self.id, self.dimension = encoder.id, encoder.dimension
        self._encoder, self.prefix = encoder, prefix

    def encode(self, texts: Sequence[str]) -> Matrix:
        """-> float32 [n, d], rows of unit length. Raises EncoderUnavailable."""
        return self._encoder.encode([self.prefix + text for text in texts])


def for_passages(encoder: Encoder, *, of: Encoder) -> Encoder:
    """As texts of the platform are read. `of`: whose model that is, where `encoder` works for it elsewhere."""
    return _prefixed(encoder, getattr(of, "passage_prefix", ""))


def for_questions(encoder: Encoder, *, of: Encoder) -> Encoder:
    """As what somebody asks with is read."""
    return _prefixed(encoder, getattr(of, "query_prefix", ""))


def _prefixed(encoder: Encoder, prefix: str) -> Encoder:
    return PrefixedEncoder(encoder, prefix) if prefix else encoder
