"""From a name in the settings or on a command line to an encoder."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache
from os import cpu_count
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from search.encoders.base import Encoder, EncoderUnavailable, UnknownEncoder
from search.encoders.place import WORKER
from search.encoders.spec import SCHEME, read_spec
from search.encoders.transformer import SentenceTransformerEncoder

logger = logging.getLogger(__name__)

NAMES: Mapping[str, str] = {
    "use": "search.encoders.use.UseMultilingual",
    "minilm": "search.encoders.minilm.MiniLM",
    "hashing": "search.encoders.hashing.HashingEncoder",
}
# The setting that names a folder with the encoder's weight files.
FOLDERS: Mapping[str, str] = {NAMES["use"]: "SEARCH_USE_DIR", NAMES["minilm"]: "SEARCH_MINILM_DIR"}


def get_encoder(name: str) -> Encoder:
    """The encoder of a short name, a dotted path or a `transformers:` model, one instance a process.

    Raises UnknownEncoder; of a model in a folder also WeightsMissing and WeightsMismatch.
    """
    threads = settings.SEARCH_THREADS or _threads()
    if name.startswith(SCHEME):
        return _make_transformer(name, threads)
    path = NAMES.get(name, name)
    folder = str(getattr(settings, FOLDERS[path], "")) if path in FOLDERS else ""
    return _make(path, folder, threads)


def load_models() -> None:
    """Load the weights of the encoders that the settings name; what is missing is logged, and told again when asked."""
    for path in dict.fromkeys(settings.SEARCH_ENCODERS.values()):
        try:
            get_encoder(path).encode(["warm"])
        except EncoderUnavailable as error:
            logger.error("%s", error)


def _threads() -> int:
    """Workers are several processes on one machine: each keeps to one thread."""
    return 1 if settings.TALENTBRIDGE_ENCODE == WORKER else min(2, cpu_count() or 1)


@cache
def _make(path: str, folder: str, threads: int) -> Encoder:
    try:
        make = import_string(path)
        encoder: Encoder = make(folder=Path(folder) if folder else None, threads=threads)
    except (
        ImportError,
        ValueError,
        TypeError,
    ) as error:  # nothing, no path, or something else than an encoder
        raise UnknownEncoder(
            f"There is no encoder {path!r} ({error}): use one of {', '.join(sorted(NAMES))}, a dotted path, or "
            f"{SCHEME}MODEL (search/encoders/spec.py)."
        ) from error
    return encoder


@cache
def _make_transformer(name: str, threads: int) -> Encoder:
    return SentenceTransformerEncoder(read_spec(name), threads=threads)
