"""The tantivy half: which documents live, their native tokens under BM25, their hard filters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import tantivy

from search.backends.embedded.commit import LexicalSnapshot
from search.backends.embedded.described import PASSAGE
from search.backends.embedded.layout import damaged
from search.backends.embedded.leftovers import remove_unborn_deletes
from search.backends.embedded.schema import (
    ANALYZER,
    SEPARATOR,
    build_analyzer,
    build_schema,
    plain_errors,
    unwritten,
)

# One document weighs some ten kilobytes here; tantivy asks for at least 15 MB. A rebuild gets more, for fewer and
# larger segments: they merge less often and answer faster.
WRITER_BYTES, BULK_BYTES = 32_000_000, 256_000_000


def create_lexical(version: Path) -> None:
    """An empty tantivy index in the folder of `version`."""
    (version / "lexical").mkdir()
    tantivy.Index(build_schema(), path=str(version / "lexical"), reuse=False)


class Lexical:
    """One version's tantivy index, open for reading; `reload` moves it to the newest commit."""

    def __init__(self, version: Path) -> None:
        self.meta = version / "lexical" / "meta.json"
        if not version.exists():
            raise FileNotFoundError(version)
        if not self.meta.exists():
            raise damaged(version, "lexical/meta.json is missing")
        self._unreadable = partial(damaged, version)
        with plain_errors(self._unreadable):
            self._index = tantivy.Index.open(str(version / "lexical"))
            self._index.register_tokenizer(ANALYZER, build_analyzer())
            self._index.config_reader("manual", 0)

    def reload(self) -> LexicalSnapshot:
        """The newest commit."""
        with plain_errors(self._unreadable):
            self._index.reload()
            return LexicalSnapshot(self._index.searcher(), self._index.schema, self._unreadable)

    @contextmanager
    def writing(self, *, bulk: bool = False) -> Iterator[LexicalWriter]:
        """The one writer; what it did not commit never happened. `bulk`: many documents will come at once."""
        with plain_errors(self._unreadable):
            remove_unborn_deletes(self.meta)
        with plain_errors(unwritten):
            writer = self._index.writer(BULK_BYTES if bulk else WRITER_BYTES, 1)
        try:
            yield LexicalWriter(writer)
        except BaseException:
            with suppress(ValueError):  # a writer that failed fails here again; the first error says why
                writer.wait_merging_threads()
            raise
        with plain_errors(unwritten):
            writer.wait_merging_threads()


class LexicalWriter:
    """Collects changes until `commit` makes all of them true at once."""

    def __init__(self, writer: tantivy.IndexWriter) -> None:
        self._writer = writer

    def put(self, id: str, filters: Sequence[str], body: str, *, record: int) -> None:
        """Add or replace a document whose contents `record` names; `filters`, `body`: see described.py."""
        entry = tantivy.Document()
        entry.add_text("id", id)
        for term in filters:
            entry.add_text("filters", term)
        entry.add_text("tokens", body.replace(PASSAGE, SEPARATOR))
        entry.add_unsigned("record", record)
        with plain_errors(unwritten):
            self._writer.delete_documents_by_term("id", id)
            self._writer.add_document(entry)

    def delete(self, id: str) -> None:
        """Remove a document, if it is there."""
        with plain_errors(unwritten):
            self._writer.delete_documents_by_term("id", id)

    def commit(self) -> None:
        """The one moment at which changes become true: on disk when this returns."""
        with plain_errors(unwritten):
            self._writer.commit()
