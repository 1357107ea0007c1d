"""Words by number: a text file that only ever grows, one word a line, the line number its id.

Two of them stand beside the columns: stems, and filters with their values.
"""

from __future__ import annotations

import os
from pathlib import Path

from search.backends.embedded.layout import damaged
from search.bags import Vocabulary

STEMS, FILTERS = "stems.txt", "filters.txt"


class VocabularyReader:
    """Follows a file as it grows; the caller sees to it that only one thread does so at a time."""

    def __init__(self, version: Path, name: str) -> None:
        self._path = version / name
        self._read = 0  # bytes
        self.words = Vocabulary()

    def refresh(self) -> Vocabulary:
        """All whole lines of the file; a last line without its newline is a torn tail and left out."""
        try:
            with self._path.open("rb") as file:
                file.seek(self._read)
                new = file.read()
        except FileNotFoundError:
            return self.words
        except OSError as error:
            raise damaged(self._path.parent, f"{self._path.name} is unreadable") from error
        whole = new[: new.rfind(b"\n") + 1]
        self._read += len(whole)
        self.words.extend(whole.decode("utf-8", "replace").split("\n")[:-1])
        return self.words


class VocabularyWriter:
    """Gives numbers to words, new ones to new words."""

    def __init__(self, version: Path, name: str) -> None:
        path = version / name
        words = VocabularyReader(version, name).refresh().names
        self._ids = {word: number for number, word in enumerate(words)}
        self._count = len(words)
        self._file = path.open("ab")
        self._file.truncate(sum(len(word.encode()) + 1 for word in words))

    def number(self, word: str) -> int:
        """The id of `word`; ValueError for one with a line break in it."""
        found = self._ids.get(word)
        if found is not None:
            return found
        if "\n" in word:
            raise ValueError(f"The word {word!r} has a line break in it.")
        self._file.write(f"{word}\n".encode())
        self._ids[word] = self._count
        self._count += 1
        return self._ids[word]

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
