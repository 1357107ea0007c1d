"""The one who writes a version: append to the columns, sync, commit."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np

from search.backends.base import IndexUnavailable, Slot, check_document, sample_rank
from search.backends.embedded.columns import RECORD, ROW, Appender, column_types, families
from search.backends.embedded.lexical import Lexical, LexicalWriter
from search.backends.embedded.vectors import quantise
from search.backends.embedded.vocabulary import VocabularyWriter
from search.types import Document


class VersionWriter:
    """Puts and deletes in one version; nothing is true before `commit`. Only one at a time may exist."""

    def __init__(
        self,
        slots: Mapping[str, Slot],
        columns: Mapping[str, Appender],
        vocabulary: VocabularyWriter,
        lexical: LexicalWriter,
    ) -> None:
        self._slots = slots
        self._columns = columns
        self._vocabulary = vocabulary
        self._lexical = lexical

    def put(self, documents: Iterable[Document]) -> None:
        """Add or replace documents by id."""
        for document in {document.id: document for document in documents}.values():
            check_document(document, self._slots)
            with full_disk():
                record = self._append(document)
            self._lexical.put(document, record=record)

    def delete(self, ids: Iterable[str]) -> None:
        """Remove documents; unknown ids are no error."""
        for id in dict.fromkeys(ids):
            self._lexical.delete(id)

    def commit(self) -> None:
        """Sync the columns, then make everything true at once."""
        with full_disk():
            self._vocabulary.sync()
            for column in self._columns.values():
                column.sync()
        self._lexical.commit()

    def _append(self, document: Document) -> int:
        """Write everything about a document into the columns -> the number of its record."""
        columns, passages = self._columns, document.passages
        row = columns["rows"].count
        for passage in passages:
            stem = columns["stem_ids"].count
            numbers = [self._vocabulary.number(text) for text in passage.view.stems]
            columns["stem_ids"].append(np.array(numbers, "<i4"))
            columns["stem_weights"].append(np.array(list(passage.view.stems.values()), "<f4"))
            language = passage.view.language.encode()
            columns["rows"].append(np.array([(language, stem, len(numbers))], ROW))
        for name, slot in self._slots.items():
            vectors = np.array([passage.view.vectors[name] for passage in passages], np.float32)
            codes, scales = quantise(vectors.reshape(-1, slot.dimension))
            columns[f"{name}.vectors"].append(vectors)
            columns[f"{name}.codes"].append(codes)
            columns[f"{name}.scales"].append(scales)
        blob = columns["blobs"].count
        head, body = describe(document)
        columns["blobs"].append(head)
        columns["blobs"].append(body)
        number = columns["records"].count
        entry = (row, len(passages), len(head), blob, len(body), sample_rank(document.id))
        columns["records"].append(np.array([entry], RECORD))
        return number


def describe(document: Document) -> tuple[bytes, bytes]:
    """The two blobs of a document: what every reader needs, and the tokens that only a copy needs."""
    filters = {name: list(values) for name, values in document.filters.items()}
    head = [
        document.id,
        document.kind,
        document.digest,
        filters,
        [passage.key for passage in document.passages],
    ]
    body = [passage.view.tokens for passage in document.passages]
    return (
        json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode(),
        json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(),
    )


@contextmanager
def writing(version: Path, slots: Mapping[str, Slot]) -> Iterator[VersionWriter]:
    """Open a version for writing, without the tail that a crash may have left; the caller holds the write lock."""
    with ExitStack() as stack:
        with full_disk():
            columns = {}
            for name, dtype in column_types(slots).items():
                columns[name] = Appender(version, name, dtype)
                stack.callback(columns[name].close)
            for family in families(slots):
                whole = min(columns[name].count for name in family)
                for name in family:
                    columns[name].trim(whole)
            vocabulary = VocabularyWriter(version)
            stack.callback(vocabulary.close)
        lexical = stack.enter_context(Lexical(version).writing())
        yield VersionWriter(slots, columns, vocabulary, lexical)


@contextmanager
def full_disk() -> Iterator[None]:
    """Say in one sentence what the system refused."""
    try:
        yield
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise IndexUnavailable(
            f"The search index could not be written ({reason}); what it held before is kept. Free some disk space "
            "and try again."
        ) from error
