"""The files of a backup, media and private ones, wherever the storages of the settings keep them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from django.core.files import File
from django.core.files.storage import Storage

CHUNK = 1 << 20


def names(storage: Storage, folder: str = "") -> Iterator[str]:
    """Every file, in a fixed order."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (str(PurePosixPath(folder) / name) for name in sorted(files))
    for name in sorted(folders):
        yield from names(storage, str(PurePosixPath(folder) / name))


def copy_out(storage: Storage, folder: Path, *, advance: Callable[[int], None]) -> dict[str, str]:
    """Copy every file of `storage` under `folder` -> name: sha256."""
    found = {}
    for name in names(storage):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with storage.open(name) as source, target.open("wb") as file:
            for chunk in source.chunks(CHUNK):
                digest.update(chunk)
                file.write(chunk)
        found[name] = digest.hexdigest()
        advance(1)
    return found


def copy_in(storage: Storage, folder: Path, wanted: list[str], *, advance: Callable[[int], None]) -> None:
    """Put these files of `folder` into the storage, under their names."""
    for name in wanted:
        with (folder / name).open("rb") as file:
            storage.save(name, File(file))
        advance(1)


def digest(file: Path) -> str:
    """sha256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
