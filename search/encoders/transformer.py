"""Any sentence-transformers model, as `search/encoders/spec.py` reads it from the settings (extra `transformers`)."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from search.encoders.base import EncoderUnavailable, WeightsMismatch, WeightsMissing, unit_rows
from search.encoders.model_folder import check_dimension, fingerprint
from search.encoders.spec import ModelSpec
from search.types import Matrix

logger = logging.getLogger(__name__)

CHARACTERS = (
    40  # of a token at most: more of a text than that many times the limit is not even given to the tokenizer
)


class SentenceTransformerEncoder:
    """Vectors of the model that `spec` names. The weights are loaded at the first `encode`."""

    def __init__(self, spec: ModelSpec, *, threads: int = 2) -> None:
        """Raises WeightsMissing, WeightsMismatch for a folder that is not there or holds another model."""
        self._spec, self._threads, self._lock = spec, threads, threading.Lock()
        self.dimension = spec.dimension
        self.query_prefix, self.passage_prefix = spec.query, spec.passage
        if spec.is_folder:
            version = fingerprint(Path(spec.model))
            check_dimension(Path(spec.model), expected=spec.dimension)
        else:
            version = spec.revision[:12]
        self.id = _name(spec, version)

    def encode(self, texts: Sequence[str]) -> Matrix:
        """-> float32 [n, d], rows of unit length. Raises EncoderUnavailable."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        with self._lock:
            model = self._model
            vectors = model.encode(
                self._cut(model, texts),
                prompt="",  # our prefixes are part of the texts already
                batch_size=self._spec.batch,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        return unit_rows(np.asarray(vectors, np.float32))

    def _cut(self, model: Any, texts: Sequence[str]) -> list[str]:
        """The texts as far as they are read; the log says of how many that is not to their end."""
        most = CHARACTERS * model.max_seq_length
        read = [text[:most] for text in texts]
        tokens = model.tokenizer(read, truncation=False, verbose=False)["input_ids"]
        longer = sum(
            len(ids) > model.max_seq_length or len(text) > most
            for ids, text in zip(tokens, texts, strict=True)
        )
        if longer:
            logger.info(
                "%d of %d texts were cut to %d tokens for %s.",
                longer,
                len(texts),
                model.max_seq_length,
                self.id,
            )
        return read

    @cached_property
    def _model(self) -> Any:
        try:
            import torch
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise EncoderUnavailable(
                f"The encoder {self.id} needs sentence-transformers ({error}): "
                "pip install 'talentbridge[transformers]'."
            ) from error
        spec = self._spec
        torch.set_num_threads(self._threads)
        try:
            model = SentenceTransformer(
                spec.model,
                revision=spec.revision or None,
                device=spec.device or None,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )
        except Exception as error:  # four libraries read the files, each with errors of its own
            raise WeightsMissing(
                f"The model {spec.model} cannot be loaded ({_first_line(error)}): {_remedy(spec)}"
            ) from error
        if spec.tokens:
            model.max_seq_length = spec.tokens
        found = len(model.encode(["dimension"], prompt="", show_progress_bar=False)[0])
        if found != spec.dimension:
            raise WeightsMismatch(
                f"The model {spec.model} makes vectors of {found} numbers, not of {spec.dimension}: set its dimension "
                f"to {found} and run manage.py rebuild_index, or name the model that was meant."
            )
        return model


def _name(spec: ModelSpec, version: str) -> str:
    """Whatever changes a vector changes it: weights, tokens and prefixes do, batch and device do not."""
    name = f"{Path(spec.model).name if spec.is_folder else spec.model}@{version}"
    if spec.tokens or spec.query or spec.passage:
        way = repr((spec.tokens, spec.query, spec.passage))
        name += f"+{hashlib.sha256(way.encode()).hexdigest()[:6]}"
    return name


def _remedy(spec: ModelSpec) -> str:
    if spec.is_folder:
        return "copy the model into the folder again, or correct the setting."
    return f"run `hf download {spec.model} --revision {spec.revision}` where the hub can be reached, or name a folder."


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
