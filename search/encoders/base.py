"""What an encoder is, and what can be wrong with one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from search.types import Matrix


class Encoder(Protocol):
    """Turns texts into vectors. Equal texts get equal vectors, whatever they are batched with."""

    @property
    def id(self) -> str:
        """Names the weights and the way they are used: vectors of different ids are not comparable."""

    @property
    def dimension(self) -> int:
        """d, the length of a vector."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        """-> float32 [n, d], rows of unit length. Raises EncoderUnavailable if the weights cannot be used."""


class EncoderUnavailable(Exception):
    """The encoder cannot be used as it is; the message says why and what to do."""


class UnknownEncoder(EncoderUnavailable):
    """No encoder goes by this name."""


class WeightsMissing(EncoderUnavailable):
    """A file of weights is not where it should be."""


class WeightsMismatch(EncoderUnavailable):
    """A file of weights is not the one this encoder was measured with."""


class EncoderAway(EncoderUnavailable):
    """The encoder is in another process, which does not answer now; nothing is wrong with the texts."""


class UnusableVectors(EncoderUnavailable):
    """The encoder works, but not on these texts: what it gave for them is no vector."""


def checked_vectors(vectors: Matrix, *, encoder: Encoder, count: int) -> Matrix:
    """The same. Raises UnusableVectors unless they are `count` rows of the encoder's length, all of them numbers."""
    expected = count, encoder.dimension
    if vectors.shape != expected:
        raise UnusableVectors(
            f"The encoder {encoder.id} gave vectors of shape {vectors.shape} for {count} texts, expected {expected}: "
            "check its settings."
        )
    if not np.isfinite(vectors).all():
        bad = int((~np.isfinite(vectors).all(axis=1)).sum())
        raise UnusableVectors(
            f"The encoder {encoder.id} gave no usable vector for {bad} of {count} texts (not a number): shorten or "
            "rewrite the text, or choose another encoder and run rebuild_index."
        )
    return vectors


def unit_rows(vectors: Matrix) -> Matrix:
    """float [n, d] -> float32 [n, d], rows of unit length; a zero row stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
