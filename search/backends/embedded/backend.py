"""The embedded index behind the SearchBackend protocol."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Self, TypeVar

import numpy as np
from django.conf import settings

from search.backends.base import Construction, IndexUnavailable, Slot
from search.backends.embedded.contents import Words
from search.backends.embedded.digests import Digests
from search.backends.embedded.layout import Layout, check_manifest, damaged, note_touched
from search.backends.embedded.lexical import Lexical, create_lexical
from search.backends.embedded.locking import held
from search.backends.embedded.rebuilding import rebuilding
from search.backends.embedded.snapshot import Snapshot
from search.backends.embedded.writer import VersionWriter, full_disk, writing
from search.types import Candidate, Document, Frequencies, PassageBlock, Query

# A batch takes a tenth of a second to write; one that waits longer than this waits for something that is stuck.
LOCK_SECONDS = 10.0

Answer = TypeVar("Answer")


class EmbeddedBackend:
    """An index in a folder, for many readers and one writer at a time, in threads and processes."""

    def __init__(self, folder: Path, *, slots: Mapping[str, Slot], lock_seconds: float | None = None) -> None:
        self.slots = dict(slots)
        self._layout = Layout(folder)
        self._lock_seconds = LOCK_SECONDS if lock_seconds is None else lock_seconds
        self._opening = threading.Lock()
        self._open: tuple[Path, Lexical, Words] | None = None
        self._snapshot: tuple[bytes, Snapshot] | None = None

    @classmethod
    def from_settings(cls, slots: Mapping[str, Slot]) -> Self:
        """The index in settings.SEARCH_INDEX_DIR."""
        return cls(Path(settings.SEARCH_INDEX_DIR), slots=slots)

    def put(self, documents: Iterable[Document]) -> None:
        """Add or replace documents by id; all of a call become visible together."""
        batch = list(documents)
        if batch:
            self._change([document.id for document in batch], lambda writer: writer.put(batch))

    def delete(self, ids: Iterable[str]) -> None:
        """Remove documents; unknown ids are no error."""
        batch = list(ids)
        if batch:
            self._change(batch, lambda writer: writer.delete(batch))

    def search(self, query: Query) -> list[Candidate]:
        """At most `query.size` of each channel, united; best first, ties by id."""
        return self._ask(lambda snapshot: snapshot.search(query), otherwise=list)

    def fetch(self, ids: Sequence[str]) -> PassageBlock:
        """The passages of these documents, in the order of `ids`; unknown ids are left out."""
        return self._ask(lambda snapshot: snapshot.fetch(ids), otherwise=self._nothing)

    def background(self, kind: str, language: str, size: int) -> PassageBlock:
        """All passages of a fixed sample of at most `size` documents that have a passage in `language`."""
        return self._ask(lambda snapshot: snapshot.background(kind, language, size), otherwise=self._nothing)

    def frequencies(self, kind: str) -> Frequencies:
        """In how many passages of `kind` each stem occurs; counted once per commit."""
        return self._ask(lambda snapshot: snapshot.frequencies(kind), otherwise=lambda: Frequencies(0, {}))

    def digests(self, kind: str) -> Mapping[str, str]:
        """id -> digest of every document of `kind`."""
        return self._ask(lambda snapshot: snapshot.digests(kind), otherwise=dict)

    def pages(self, kind: str) -> Iterator[Mapping[str, str]]:
        """The same, some thousands at a time."""
        digests = self.digests(kind)
        if isinstance(digests, Digests):
            yield from digests.pages()

    def rebuild(self, *, resume: bool = False) -> AbstractContextManager[Construction]:
        """A new, empty index that takes the place of this one when the block ends without an error."""
        return rebuilding(self._layout, self.slots, seconds=self._lock_seconds, resume=resume)

    def _change(self, ids: Sequence[str], change: Callable[[VersionWriter], None]) -> None:
        with held(self._layout.write_lock, seconds=self._lock_seconds, by="another process"):
            version = self._layout.current() or self._create()
            _check(version, self.slots)
            rebuilt = self._layout.rebuilding()
            if rebuilt:
                with full_disk():
                    note_touched(rebuilt, ids)
            with writing(version, self.slots) as writer:
                change(writer)
                writer.commit()

    def _create(self) -> Path:
        with full_disk():
            version = self._layout.create(self.slots)
            create_lexical(version)
            self._layout.switch(version)
        return version

    def _ask(self, question: Callable[[Snapshot], Answer], *, otherwise: Callable[[], Answer]) -> Answer:
        """The answer of the newest commit; `otherwise` where nothing was ever written."""
        for _ in range(5):
            version = self._layout.current()
            if version is None:
                return otherwise()
            try:
                with _readable(version):
                    return question(self._newest(version))
            except FileNotFoundError:
                continue  # a rebuild has just switched and removed it: look again
            except IndexUnavailable:
                if (
                    self._layout.current() == version
                ):  # else it is being removed, and half of it looks damaged
                    raise
        raise damaged(self._layout.folder, "files of the version that CURRENT names are missing")

    def _newest(self, version: Path) -> Snapshot:
        with self._opening:
            if self._open is None or self._open[0] != version:
                check_manifest(version, self.slots)
                self._open, self._snapshot = (version, Lexical(version), Words(version)), None
            _, lexical, words = self._open
            # tantivy replaces this small file at every commit: the same bytes are the same commit.
            commit = lexical.meta.read_bytes()
            if self._snapshot is None or self._snapshot[0] != commit:
                searcher = lexical.reload()
                words.refresh()  # after the commit that names them
                before = self._snapshot and self._snapshot[1]
                self._snapshot = commit, Snapshot(version, self.slots, searcher, words, before=before)
            return self._snapshot[1]

    def _nothing(self) -> PassageBlock:
        vectors = {name: np.empty((0, slot.dimension), np.float32) for name, slot in self.slots.items()}
        return PassageBlock([], [], [], vectors, [])


def _check(version: Path, slots: Mapping[str, Slot]) -> None:
    try:
        check_manifest(version, slots)
    except FileNotFoundError as error:
        raise damaged(version, "manifest.json is missing") from error


@contextmanager
def _readable(version: Path) -> Iterator[None]:
    """Columns that do not hold together: the records and what they name belong to different files."""
    try:
        yield
    except (IndexError, UnicodeDecodeError) as error:
        raise damaged(version, str(error)) from error
    except FileNotFoundError:
        raise
    except OSError as error:
        raise IndexUnavailable(f"The search index in {version} cannot be read ({error}).") from error
