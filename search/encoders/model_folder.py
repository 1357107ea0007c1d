"""The folder of a sentence-transformers model, looked at without loading it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from search.encoders.base import WeightsMismatch, WeightsMissing

WEIGHTS = "*.safetensors"  # numbers alone; other formats can carry code
# A model that was trained further differs nearly everywhere: 64 pieces of 64 KB tell it, and reading 4 MB takes 4 ms
# where hashing all of 1 GB would keep each process waiting for a second.
PIECES, PIECE = 64, 65_536


def fingerprint(folder: Path) -> str:
    """Twelve digits that differ for other weights, another tokenizer or another way to pool. Raises WeightsMissing."""
    weights = sorted(folder.rglob(WEIGHTS))
    if not (folder / "modules.json").is_file() or not weights:
        raise WeightsMissing(
            f"The folder {folder} holds no sentence-transformers model (modules.json and {WEIGHTS}): "
            "copy the model there, or name another folder."
        )
    digest = hashlib.sha256()
    try:
        for file in sorted(folder.rglob("*.json")):
            digest.update(f"{file.relative_to(folder)}\0".encode() + file.read_bytes())
        for file in weights:
            digest.update(f"{file.relative_to(folder)}\0{file.stat().st_size}\0".encode())
            _add_pieces(digest, file)
    except OSError as error:
        raise WeightsMissing(
            f"The model in {folder} cannot be read ({error.strerror}): give the user that runs the site read access."
        ) from error
    return digest.hexdigest()[:12]


def check_dimension(folder: Path, *, expected: int) -> None:
    """Raises WeightsMismatch if the folder says that its model's vectors have another length."""
    found = _dimension(folder)
    if found not in (None, expected):
        raise WeightsMismatch(
            f"The model in {folder} makes vectors of {found} numbers, not of {expected}: set its dimension to {found} "
            "and run manage.py rebuild_index, or name the model that was meant."
        )


def _dimension(folder: Path) -> int | None:
    """Of the last module that says it; None where none does."""
    found = None
    for module in _read(folder / "modules.json") or []:
        config = _read(folder / module.get("path", "") / "config.json") or {}
        if isinstance(config, dict):
            sizes = (
                config.get(key) for key in ("out_features", "word_embedding_dimension", "embedding_dimension")
            )
            found = next((size for size in sizes if isinstance(size, int)), found)
    return found


def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise WeightsMismatch(f"{file} cannot be read: copy the model again.") from error


def _add_pieces(digest: Any, file: Path) -> None:
    size = file.stat().st_size
    with file.open("rb") as opened:
        for piece in range(PIECES):
            opened.seek(max(0, size - PIECE) * piece // (PIECES - 1))
            digest.update(opened.read(PIECE))
