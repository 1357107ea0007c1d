"""The tantivy half: which documents live, their native tokens under BM25, their hard filters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import tantivy

from search.backends.embedded.commit import LexicalSnapshot
from search.backends.embedded.layout import damaged
from search.backends.embedded.leftovers import remove_unborn_deletes
from search.backends.embedded.schema import (
    ANALYZER,
    SEPARATOR,
    build_analyzer,
    build_schema,
    filter_term,
    plain_errors,
    unwritten,
)
from search.types import Document

# One document weighs some ten kilobytes here; tantivy asks for at least 15 MB.
WRITER_BYTES = 32_000_000


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
    def writing(self) -> Iterator[LexicalWriter]:
        """The one writer; what it did not commit never happened."""
        with plain_errors(self._unreadable):
            remove_unborn_deletes(self.meta)
        with plain_errors(unwritten):
            writer = self._index.writer(WRITER_BYTES, 1)
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

    def put(self, document: Document, *, record: int) -> None:
        """Add or replace a document whose contents `record` names."""
        entry = tantivy.Document()
        entry.add_text("id", document.id)
        entry.add_text("filters", filter_term("kind", document.kind, own=True))
        for name, values in document.filters.items():
            for value in values:
                entry.add_text("filters", filter_term(name, value))
        tokens = (token for passage in document.passages for token in passage.view.tokens)
        entry.add_text("tokens", SEPARATOR.join(tokens))
        entry.add_unsigned("record", record)
        with plain_errors(unwritten):
            self._writer.delete_documents_by_term("id", document.id)
            self._writer.add_document(entry)

    def delete(self, id: str) -> None:
        """Remove a document, if it is there."""
        with plain_errors(unwritten):
            self._writer.delete_documents_by_term("id", id)

    def commit(self) -> None:
        """The one moment at which changes become true: on disk when this returns."""
        with plain_errors(unwritten):
            self._writer.commit()
