"""A new version beside the one that serves, switched to when it is full."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path

from search.backends.base import Construction, IndexUnavailable, Slot
from search.backends.embedded.contents import Words
from search.backends.embedded.copying import Copier
from search.backends.embedded.layout import Layout, check_manifest, read_touched
from search.backends.embedded.lexical import Lexical, create_lexical
from search.backends.embedded.locking import held
from search.backends.embedded.snapshot import Snapshot
from search.backends.embedded.writer import VersionWriter, full_disk, writing
from search.types import Document

logger = logging.getLogger(__name__)

# The switch waits for a writer longer than a writer waits for it: a rebuild is dear.
SWITCH_SECONDS = 60.0
# Documents after which a rebuild commits, so that a killed one can be resumed. A commit takes a tenth of a second.
COMMIT_EVERY = 5_000


@contextmanager
def rebuilding(
    layout: Layout, slots: Mapping[str, Slot], *, seconds: float, resume: bool = False
) -> Iterator[Construction]:
    """Fill a new version without stopping readers and writers of the old one.

    Writers note in the new version which ids they change (layout.note_touched); before the switch, with the write
    lock held, those documents are carried over as the old version has them. Killed at any point before the switch,
    the old version serves on; `resume` goes on with what was left, any other rebuild removes it.
    """
    with held(layout.rebuild_lock, seconds=seconds, by="another rebuild"):
        with held(layout.write_lock, seconds=seconds, by="another process"), full_disk():
            left = _half_built(layout, slots) if resume else None
            version = left or _begin(layout, slots)
        try:
            with ExitStack() as filling:
                resumed = _open(version, slots) if left else None
                writer = filling.enter_context(writing(version, slots, bulk=True))
                try:
                    yield _UnderConstruction(layout, version, slots, writer, resumed)
                except Exception:
                    raise
                except BaseException:  # interrupted: what is done so far can be gone on with
                    writer.commit()
                    raise
                with held(layout.write_lock, seconds=SWITCH_SECONDS, by="another process"):
                    _carry_over(layout, version, slots, writer)
                    writer.commit()
                    filling.close()  # before the lock is free: tantivy lets one writer in at a time
                    with full_disk():
                        layout.switch(version)
                        layout.end_rebuild()
        except Exception:
            if _serving(layout) != version:
                with full_disk():
                    layout.end_rebuild()
                shutil.rmtree(version, ignore_errors=True)
            raise
        layout.remove_leftovers()


class _UnderConstruction:
    """A version that is being filled, beside the one that serves."""

    def __init__(
        self,
        layout: Layout,
        version: Path,
        slots: Mapping[str, Slot],
        writer: VersionWriter,
        resumed: Snapshot | None,
    ) -> None:
        """`resumed`: what an interrupted rebuild had committed."""
        self._layout, self._version, self._slots, self._writer = layout, version, slots, writer
        self._resumed, self._uncommitted = resumed, 0

    def put(self, documents: Iterable[Document]) -> None:
        """Add or replace documents by id."""
        batch = list(documents)
        self._writer.put(batch)
        self._count(len(batch))

    def delete(self, ids: Iterable[str]) -> None:
        """Remove documents; unknown ids are no error."""
        self._writer.delete(ids)

    def copy(self, digests: Mapping[str, str]) -> set[str]:
        """See Construction.copy."""
        copied = self._copier.copy(digests) if self._copier else set()
        self._count(len(copied))
        return copied

    def held(self, digests: Mapping[str, str]) -> set[str]:
        """See Construction.held."""
        return {id for id, digest in digests.items() if self._left.get(id) == digest}

    def digests(self, kind: str) -> Mapping[str, str]:
        """See Construction.digests."""
        self._writer.commit()
        return dict(_open(self._version, self._slots).digests(kind).items())

    def _count(self, documents: int) -> None:
        self._uncommitted += documents
        if self._uncommitted >= COMMIT_EVERY:
            self._writer.commit()
            self._uncommitted = 0

    @cached_property
    def _left(self) -> Mapping[str, str]:
        if self._resumed is None:
            return {}
        records = self._resumed.live.tolist()
        contents = self._resumed.contents
        return dict(zip(contents.ids(records), contents.digests(records), strict=True))

    @cached_property
    def _copier(self) -> Copier | None:
        """From the commit that serves now; what changes later is carried over before the switch."""
        old = _serving(self._layout)
        if old is None:
            return None
        try:
            check_manifest(old, self._slots)
            serving = _open(old, self._slots)
            return Copier(serving.contents, serving.words, serving.live, self._writer)
        except (IndexUnavailable, FileNotFoundError, IndexError, UnicodeDecodeError) as error:
            logger.warning("Nothing can be copied from the index that serves: %s", error)
            return None


def _begin(layout: Layout, slots: Mapping[str, Slot]) -> Path:
    layout.end_rebuild()
    _remove_leftovers(layout)
    version = layout.create(slots)
    create_lexical(version)
    layout.begin_rebuild(version)
    return version


def _half_built(layout: Layout, slots: Mapping[str, Slot]) -> Path | None:
    """What an interrupted rebuild left, if it can be gone on with."""
    version = layout.rebuilding()
    if version is None:
        return None
    try:
        check_manifest(version, slots)
        _open(version, slots)
    except (IndexUnavailable, FileNotFoundError) as error:
        logger.warning("What the interrupted rebuild left is begun anew: %s", error)
        return None
    return version


def _open(version: Path, slots: Mapping[str, Slot]) -> Snapshot:
    searcher, words = Lexical(version).reload(), Words(version)
    words.refresh()
    return Snapshot(version, slots, searcher, words)


def _carry_over(layout: Layout, version: Path, slots: Mapping[str, Slot], writer: VersionWriter) -> None:
    """Bring the documents that changed meanwhile to the state that they have in the old version."""
    touched = read_touched(version)
    old = _serving(layout)
    if not touched or old is None:
        return
    try:
        check_manifest(old, slots)
        documents = _open(old, slots).documents(touched)
    except (IndexUnavailable, FileNotFoundError) as error:
        # Written meanwhile by a process with other encoders, or unreadable: nothing of it could be used.
        logger.warning("%d changed documents stay as the rebuild read them: %s", len(touched), error)
        return
    writer.delete(touched)
    writer.put(documents)


def _remove_leftovers(layout: Layout) -> None:
    """What killed rebuilds left. A damaged CURRENT serves nobody, so that nothing needs to be spared for it."""
    if _serving(layout) is None:
        for version in layout.folder.glob("v-*"):
            shutil.rmtree(version, ignore_errors=True)
    else:
        layout.remove_leftovers()


def _serving(layout: Layout) -> Path | None:
    try:
        return layout.current()
    except IndexUnavailable:
        return None
