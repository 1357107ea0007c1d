"""Stems by number: a text file that only ever grows, one stem a line, the line number its id."""

from __future__ import annotations

import os
from pathlib import Path

from search.backends.embedded.layout import damaged

NAME = "stems.txt"


def read_vocabulary(version: Path) -> list[str]:
    """The stems by id; a last line without its newline is a torn tail and left out."""
    try:
        return (version / NAME).read_bytes().decode("utf-8", "replace").split("\n")[:-1]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise damaged(version, f"{NAME} is unreadable") from error


class VocabularyWriter:
    """Gives numbers to stems, new ones to new stems."""

    def __init__(self, version: Path) -> None:
        stems = read_vocabulary(version)
        self._ids = {stem: number for number, stem in enumerate(stems)}
        self._count = len(stems)
        self._file = (version / NAME).open("ab")
        self._file.truncate(sum(len(stem.encode()) + 1 for stem in stems))

    def number(self, stem: str) -> int:
        """The id of `stem`; ValueError for a stem with a line break in it."""
        found = self._ids.get(stem)
        if found is not None:
            return found
        if "\n" in stem:
            raise ValueError(f"The stem {stem!r} has a line break in it.")
        self._file.write(f"{stem}\n".encode())
        self._ids[stem] = self._count
        self._count += 1
        return self._ids[stem]

    def sync(self) -> None:
        """On disk when this returns."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close without another write."""
        try:
            self._file.close()
        except OSError:  # see Appender.close
            self._file.raw.close()
