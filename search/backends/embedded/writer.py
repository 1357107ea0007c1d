"""The one who writes a version: append to the columns, sync, commit."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.backends.base import IndexUnavailable, Slot, check_document, sample_rank
from search.backends.embedded.columns import RECORD, ROW, TEXTS, Appender, column_types, families
from search.backends.embedded.described import describe, filter_terms
from search.backends.embedded.lexical import Lexical, LexicalWriter
from search.backends.embedded.vectors import quantise
from search.backends.embedded.vocabulary import FILTERS, STEMS, VocabularyWriter
from search.types import Document

# A commit costs a tenth of a second, so a rebuild makes one; its documents go to the columns this many at a time.
BATCH = 256


class VersionWriter:
    """Puts and deletes in one version; nothing is true before `commit`. Only one at a time may exist."""

    def __init__(
        self,
        slots: Mapping[str, Slot],
        columns: Mapping[str, Appender],
        stems: VocabularyWriter,
        filters: VocabularyWriter,
        lexical: LexicalWriter,
    ) -> None:
        self.slots = slots
        self.columns = columns
        self.stems = stems
        self.filters = filters
        self.lexical = lexical

    def put(self, documents: Iterable[Document]) -> None:
        """Add or replace documents by id."""
        batch = list({document.id: document for document in documents}.values())
        for document in batch:
            check_document(document, self.slots)
        for at in range(0, len(batch), BATCH):
            self._put(batch[at : at + BATCH])

    def delete(self, ids: Iterable[str]) -> None:
        """Remove documents; unknown ids are no error."""
        for id in dict.fromkeys(ids):
            self.lexical.delete(id)

    def commit(self) -> None:
        """Sync the columns, then make everything true at once."""
        with full_disk():
            self.stems.sync()
            self.filters.sync()
            for column in self.columns.values():
                column.sync()
        self.lexical.commit()

    def append_records(
        self, entries: Mapping[str, Sequence[int] | NDArray[np.int64]], texts: Sequence[Sequence[bytes]]
    ) -> range:
        """Append records with these texts (in the order of TEXTS) and these values of other fields -> their numbers."""
        records = np.zeros(len(texts), RECORD)
        for name, values in entries.items():
            records[name] = values
        sizes = np.array([[len(text) for text in of_one] for of_one in texts], np.int64).reshape(
            -1, len(TEXTS)
        )
        for column, name in enumerate(TEXTS):
            records[name] = sizes[:, column]
        whole = sizes.sum(axis=1)
        records["blob"] = self.columns["blobs"].count + np.cumsum(whole) - whole
        self.columns["blobs"].append(b"".join(text for of_one in texts for text in of_one))
        first = self.columns["records"].count
        self.columns["records"].append(records)
        return range(first, first + len(records))

    def _put(self, documents: Sequence[Document]) -> None:
        texts = [describe(document) for document in documents]
        terms = [filter_terms(document.kind, document.filters) for document in documents]
        with full_disk():
            entries: dict[str, Sequence[int] | NDArray[np.int64]] = {
                "sample": [sample_rank(document.id) for document in documents]
            }
            entries["row"], entries["rows"] = self._append_passages(documents)
            entries["filter"], entries["filters"] = self.append_filters(terms)
            numbers = self.append_records(entries, texts)
        for number, document, names, (*_, body) in zip(numbers, documents, terms, texts, strict=True):
            self.lexical.put(document.id, names, body.decode(), record=number)

    def append_filters(self, terms: Sequence[Sequence[str]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Append the filter terms of each document -> where each begins, and how many it has."""
        numbers = [self.filters.number(term) for of_one in terms for term in of_one]
        first = self.columns["filter_ids"].count
        self.columns["filter_ids"].append(np.array(numbers, "<i4"))
        return _spans(first, [len(of_one) for of_one in terms])

    def _append_passages(self, documents: Sequence[Document]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        columns = self.columns
        views = [passage.view for document in documents for passage in document.passages]
        spans = _spans(columns["rows"].count, [len(document.passages) for document in documents])
        numbers = [self.stems.number(stem) for view in views for stem in view.stems]
        weights = [weight for view in views for weight in view.stems.values()]
        rows = np.zeros(len(views), ROW)
        rows["language"] = [view.language.encode() for view in views]
        rows["stem"], rows["stems"] = _spans(columns["stem_ids"].count, [len(view.stems) for view in views])
        columns["stem_ids"].append(np.array(numbers, "<i4"))
        columns["stem_weights"].append(np.array(weights, "<f4"))
        columns["rows"].append(rows)
        for name, slot in self.slots.items():
            vectors = np.array([view.vectors[name] for view in views], np.float32).reshape(-1, slot.dimension)
            codes, scales = quantise(vectors)
            columns[f"{name}.vectors"].append(vectors)
            columns[f"{name}.codes"].append(codes)
            columns[f"{name}.scales"].append(scales)
        return spans


def _spans(first: int, lengths: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each of these begins, one after the other from `first` on, and its length."""
    sizes = np.array(lengths, np.int64)
    return first + np.cumsum(sizes) - sizes, sizes


@contextmanager
def writing(version: Path, slots: Mapping[str, Slot], *, bulk: bool = False) -> Iterator[VersionWriter]:
    """Open a version for writing, without the tail that a crash may have left; the caller holds the write lock.

    `bulk`: many documents will come at once.
    """
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
            words = []
            for name in (STEMS, FILTERS):
                words.append(VocabularyWriter(version, name))
                stack.callback(words[-1].close)
        lexical = stack.enter_context(Lexical(version).writing(bulk=bulk))
        yield VersionWriter(slots, columns, words[0], words[1], lexical)


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
