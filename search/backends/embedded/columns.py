"""Columns on disk that only ever grow: fixed-size items, appended by one writer, mapped by many readers."""

from __future__ import annotations

import mmap
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import DTypeLike, NDArray

from search.backends.base import Slot
from search.backends.embedded.layout import damaged

RECORD = np.dtype(  # one put of one document
    [
        ("row", "<i8"),  # its passages are rows [row, row + rows)
        ("filter", "<i8"),  # its kind and filters are filter_ids [filter, filter + filters)
        ("blob", "<i8"),  # four texts, one after the other: blobs [blob, …)
        ("rows", "<i4"),
        ("filters", "<i4"),
        ("id", "<i4"),  # length of its id
        ("digest", "<i4"),  # length of its digest
        ("head", "<i4"),  # length of the JSON of kind, filters and passage keys
        ("body", "<i4"),  # length of its passages' tokens
        ("sample", "<u8"),  # its rank in the fixed sample
    ]
)
TEXTS = ("id", "digest", "head", "body")  # of a record, in this order from `blob` on
ROW = np.dtype(
    [("language", "S16"), ("stem", "<i8"), ("stems", "<i4")]
)  # one passage; stems [stem, stem + stems)
BYTE, NUMBER, WEIGHT = np.dtype("u1"), np.dtype("<i4"), np.dtype("<f4")
SCALE = np.dtype(  # of a row's int8 codes, the length of what they lose, and the length of the row itself
    [("scale", "<f4"), ("error", "<f4"), ("length", "<f4")]
)


def column_types(slots: Mapping[str, Slot]) -> dict[str, np.dtype[Any]]:
    """Name -> item type of every column of an index with these slots."""
    types = {
        "records": RECORD,
        "rows": ROW,
        "blobs": BYTE,
        "filter_ids": NUMBER,
        "stem_ids": NUMBER,
        "stem_weights": WEIGHT,
    }
    for name, slot in slots.items():
        types[f"{name}.vectors"] = np.dtype(("<f4", (slot.dimension,)))
        types[f"{name}.codes"] = np.dtype(("i1", (slot.dimension,)))
        types[f"{name}.scales"] = SCALE
    return types


def families(slots: Mapping[str, Slot]) -> list[list[str]]:
    """Columns that share their numbering: item i of one belongs to item i of the others."""
    rows = [f"{name}.{part}" for name in slots for part in ("vectors", "codes", "scales")]
    return [["records"], ["blobs"], ["filter_ids"], ["stem_ids", "stem_weights"], ["rows", *rows]]


def column_path(version: Path, name: str) -> Path:
    """The file of a column."""
    return version / f"{name}.bin"


def map_column(version: Path, name: str, dtype: np.dtype[Any], count: int) -> NDArray[Any]:
    """The first `count` items, read-only; IndexUnavailable if there are fewer."""
    if count == 0:
        return np.empty(0, dtype)
    path = column_path(version, name)
    if not path.exists() or path.stat().st_size < count * dtype.itemsize:
        raise damaged(version, f"{path.name} is missing or too short")
    raw = np.memmap(path, np.uint8, mode="r", shape=(count * dtype.itemsize,))
    # A plain view: indexing a memmap object costs several times that of an array.
    return np.asarray(raw).view(dtype.base).reshape(count, *dtype.shape)


def let_go(column: NDArray[Any]) -> None:
    """Give back the memory through which a mapped column was read; it stays readable, and is read again when asked."""
    owner: Any = column
    while isinstance(owner, np.ndarray):
        owner = owner.base
    if isinstance(owner, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        owner.madvise(mmap.MADV_DONTNEED)


class Appender:
    """The writer's end of one column. Nothing is seen by readers before a record in tantivy names it."""

    def __init__(self, version: Path, name: str, dtype: np.dtype[Any]) -> None:
        self._file: BinaryIO = column_path(version, name).open("ab")
        self._item = dtype.itemsize
        self._base: DTypeLike = dtype.base
        self.count = os.fstat(self._file.fileno()).st_size // self._item

    def trim(self, count: int) -> None:
        """Cut off what comes after the first `count` items: the tail that a crash left."""
        self._file.truncate(count * self._item)
        self.count = count

    def append(self, items: NDArray[Any] | bytes) -> None:
        """Append whole items (bytes: for a column of bytes)."""
        data = items if isinstance(items, bytes) else np.ascontiguousarray(items, self._base).tobytes()
        self._file.write(data)
        self.count += len(data) // self._item

    def sync(self) -> None:
        """On disk when this returns."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close without another write: what was not synced does not count."""
        try:
            self._file.close()
        except (
            OSError
        ):  # the buffer could not be written: the disk is full, and the error has been raised before
            self._file.raw.close()  # type: ignore[attr-defined]
