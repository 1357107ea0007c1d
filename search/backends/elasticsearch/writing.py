"""Bulk requests: bounded in size, busy items tried again, and what is refused named by its id."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from search.backends.base import DocumentsRefused, IndexUnavailable, Slot, check_document, sample_rank
from search.backends.elasticsearch.errors import Busy, NotThere, of_status
from search.backends.elasticsearch.packing import pack, words_of
from search.backends.elasticsearch.terms import filter_term, token_term
from search.backends.elasticsearch.versions import Versions
from search.types import Document

BULK_BYTES = 5_000_000  # of one request; Elasticsearch advises 5 to 15 MB
BULK_SECONDS = 30.0
# Versions that we give to documents. A change by a worker wins over a reading of a rebuild, whichever comes first, and
# clocks play no part in it.
BY_REBUILD, BY_WORKER = 1, 1 << 40


@dataclass(frozen=True, slots=True)
class Action:
    """One document to put or to delete, ready to be sent."""

    id: str
    source: str | None = field(repr=False)  # JSON, None to delete

    def lines(self, target: str, version: int) -> list[Any]:
        """As a bulk request has it. Only an alias is written to: a removed index does not come back by a late write."""
        head = {
            "_index": target,
            "_id": self.id,
            "version": version,
            "version_type": "external_gte",
            "require_alias": True,
        }
        if self.source is None:
            return [json.dumps({"delete": head})]
        return [json.dumps({"index": head}), self.source]


def puts(documents: Iterable[Document], slots: Mapping[str, Slot]) -> list[Action]:
    """One action for each id, the last document of it. ValueError for wrong vectors."""
    batch = {document.id: document for document in documents}
    for document in batch.values():
        check_document(document, slots)
    return [Action(document.id, json.dumps(source_of(document, slots))) for document in batch.values()]


def deletes(ids: Iterable[str]) -> list[Action]:
    """One action for each id."""
    return [Action(id, None) for id in dict.fromkeys(ids)]


def source_of(document: Document, slots: Mapping[str, Slot]) -> dict[str, Any]:
    """The fields of entry.Entry."""
    passages: list[dict[str, Any]] = []
    for passage in document.passages:
        entry: dict[str, Any] = {"stems": list(passage.view.stems)}
        for name in slots:
            vector = passage.view.vectors[name]
            if vector.any():  # zero is near nothing, and has no direction to index
                # Eight decimals say what float32 holds, in half the bytes.
                entry[f"vector_{name}"] = np.round(vector.astype(np.float64), 8).tolist()
        passages.append(entry)
    return {
        "id": document.id,
        "kind": document.kind,
        "digest": document.digest,
        "filters": [
            filter_term(name, value) for name, values in document.filters.items() for value in values
        ],
        "languages": sorted({passage.view.language for passage in document.passages}),
        "sample": sample_rank(document.id) - (1 << 63),
        "tokens": " ".join(token_term(t) for passage in document.passages for t in passage.view.tokens),
        "count": len(passages),
        "packed": pack(document, slots),
        "words": words_of(document),
        "passages": passages,
    }


def send(versions: Versions, target: str, actions: Sequence[Action], *, version: int) -> None:
    """Do all of them in the index behind the alias `target`; nothing is visible before a refresh.

    A conflict means that a worker was there with something newer. Raises NotThere if there is no such alias,
    DocumentsRefused for documents that cannot be indexed, after all others are.
    """
    refused: dict[str, str] = {}
    for few in _chunks(actions):
        versions.line.insist(_Sending(versions, target, few, version, refused))
    if refused:
        raise DocumentsRefused(refused)


def refresh(versions: Versions, target: str) -> None:
    """What was written becomes visible."""
    versions.line.insist(
        lambda: versions.connection.client.options(request_timeout=BULK_SECONDS).indices.refresh(
            index=target, ignore_unavailable=True
        )
    )


@dataclass(slots=True)
class _Sending:
    """A request that, called again, sends what is left."""

    versions: Versions
    target: str
    left: Sequence[Action]
    version: int
    refused: dict[str, str]

    def __call__(self) -> None:
        """Raises Busy as long as items were turned away for now."""
        self.left = _send(self.versions, self.target, self.left, self.version, self.refused)
        if self.left:
            where = self.versions.line.where
            raise Busy(
                f"Elasticsearch at {where} turns {len(self.left)} changes away (429): try again later."
            )


def _send(
    versions: Versions, target: str, actions: Sequence[Action], version: int, refused: dict[str, str]
) -> list[Action]:
    """One request -> those to try again."""
    where = versions.line.where
    client = versions.connection.client.options(request_timeout=BULK_SECONDS)
    answer = client.bulk(
        operations=[line for action in actions for line in action.lines(target, version)],
        filter_path="errors,items.*.status,items.*.error",
    ).body
    if not answer["errors"]:
        return []
    again: list[Action] = []
    for action, item in zip(actions, answer["items"], strict=True):
        [result] = item.values()
        status, error = result["status"], result.get("error")
        if error is None or status == 409:
            continue
        reason = f"{error.get('type')}: {error.get('reason')}"
        failure = of_status(status, reason, where)
        if isinstance(failure, Busy):
            again.append(action)
        elif status == 400:
            refused[action.id] = reason.partition(" Preview of invalid vector")[0][:200]
        else:
            raise failure
    return again


def _chunks(actions: Sequence[Action]) -> Iterator[list[Action]]:
    some: list[Action] = []
    size = 0
    for action in actions:
        length = len(action.source or "") + 200
        if some and size + length > BULK_BYTES:
            yield some
            some, size = [], 0
        some.append(action)
        size += length
    if some:
        yield some


def change(versions: Versions, actions: Sequence[Action]) -> None:
    """Do them in the version that serves, and in the one that is being filled; visible when this returns."""
    if not actions:
        return
    names, failure = versions.names, None
    for _ in range(3):
        state = versions.state()
        if state.write is None:
            versions.create(names.first, names.read, names.write)
            versions.look_again()
        else:
            versions.check(state.write)
        try:
            refused: DocumentsRefused | None = None
            for target, index in ((names.write, state.write), (names.building, state.building)):
                if target == names.write or (index is not None and names.fits(index)):
                    try:
                        send(versions, target, actions, version=BY_WORKER)
                    except DocumentsRefused as error:  # the others are in, and are to be seen
                        refused = error
            refresh(versions, names.write)
            if refused:
                raise refused
            return
        except NotThere as error:
            failure = error  # a rebuild has just begun, switched or ended: look again
    raise failure or IndexUnavailable("The index changes its version all the time; try again later.")
