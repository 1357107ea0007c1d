"""No vector at all, under an encoder's name: what is left of a view then are its words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.encoders.base import Encoder
from search.types import Matrix


class ZeroEncoder:
    """Every text is near nothing."""

    def __init__(self, encoder: Encoder) -> None:
        self.id, self.dimension = encoder.id, encoder.dimension

    def encode(self, texts: Sequence[str]) -> Matrix:
        """-> float32 [n, d], zeros."""
        return np.zeros((len(texts), self.dimension), np.float32)
