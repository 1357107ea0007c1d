"""The one interface of every search index, and what can go wrong with one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol, Self

from search.types import Candidate, Document, Frequencies, PassageBlock, Query

# A whole opening has some hundred distinct tokens, half of which stand in most documents: they decide nothing and take
# most of the time (docs/benchmarks.md, "Speed").
MOST_TOKENS = 48


class IndexUnavailable(Exception):
    """The index cannot be used as it is; the message says why and what to do."""


class IndexLocked(IndexUnavailable):
    """Another process is writing and did not finish in time."""


class IndexMismatch(IndexUnavailable):
    """The index was made with other encoders: it must be rebuilt."""


class DocumentsRefused(Exception):
    """The index works, but cannot take these documents (id -> why); all others of the call are in it."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        self.reasons = dict(reasons)
        shown = "; ".join(f"{id} ({why})" for id, why in list(self.reasons.items())[:3])
        more = f" and {len(self.reasons) - 3} more" if len(self.reasons) > 3 else ""
        super().__init__(f"The index refused {shown}{more}: change their texts, or report it as a mistake.")


@dataclass(frozen=True, slots=True)
class Slot:
    """What fills one slot of every view in an index: the encoder's id and the length of its vectors."""

    encoder: str
    dimension: int


class Filling(Protocol):
    """The writing half of an index, and all that an index under construction offers."""

    def put(self, documents: Iterable[Document]) -> None:
        """Add or replace documents by id; all of a call become visible together."""

    def delete(self, ids: Iterable[str]) -> None:
        """Remove documents; unknown ids are no error."""


class Construction(Filling, Protocol):
    """An index that a rebuild fills, beside the one that serves."""

    def copy(self, digests: Mapping[str, str]) -> set[str]:
        """Take over from the serving index, as they are, the documents that it holds with these digests (id -> digest)
        -> the ids of those taken over; the others have to be put. Whoever doubts the serving index does not call it.
        """

    def held(self, digests: Mapping[str, str]) -> set[str]:
        """Which of these (id -> digest) a resumed rebuild has put before it was interrupted; of a new one none."""

    def digests(self, kind: str) -> Mapping[str, str]:
        """id -> digest of every document of `kind` that was put so far, for the last look before it serves."""


class SearchBackend(Filling, Protocol):
    """An index of documents. Every method may raise IndexUnavailable; an index never written to is an empty one."""

    @classmethod
    def from_settings(cls, slots: Mapping[str, Slot]) -> Self:
        """The index that Django's settings name, for views with these slots."""

    def search(self, query: Query) -> list[Candidate]:
        """At most `query.size` of each channel, united; best first (vector, then lexical), ties by id.

        The vector score of a document is, averaged over the slots, the best cosine of any of its passages with any
        of the query's views; its lexical score is BM25 over its native tokens. Each channel votes for its own best
        only, and a score of zero or less is no vote: a candidate that one channel alone proposes has 0.0 in the other.
        """

    def fetch(self, ids: Sequence[str]) -> PassageBlock:
        """The passages of these documents, vectors exact, in the order of `ids`; unknown ids are left out."""

    def background(self, kind: str, language: str, size: int) -> PassageBlock:
        """All passages of a fixed sample of at most `size` documents of `kind` that have a passage in `language`."""

    def frequencies(self, kind: str) -> Frequencies:
        """In how many passages of `kind` each stem occurs."""

    def digests(self, kind: str) -> Mapping[str, str]:
        """id -> digest of every document of `kind`."""

    def pages(self, kind: str) -> Iterator[Mapping[str, str]]:
        """The same, some thousands at a time: whatever the size of the index, few are in memory."""

    def rebuild(self, *, resume: bool = False) -> AbstractContextManager[Construction]:
        """A new, empty index to fill; it takes the place of this one when the block ends without an error.

        `resume`: the one that an interrupted rebuild left half-built, if there is one that fits. Meanwhile this index
        goes on answering and accepting changes, also those of other processes; documents that were put or deleted
        meanwhile end in the new index as they are in this one.
        """


def telling(tokens: Iterable[str], holders: Callable[[str], int]) -> list[str]:
    """The distinct tokens that are looked for: of more than MOST_TOKENS the rarest (`holders`: documents with one)."""
    distinct = list(dict.fromkeys(tokens))
    if len(distinct) <= MOST_TOKENS:
        return distinct
    counts = {token: holders(token) for token in distinct}
    held = [token for token in distinct if counts[token]]
    return sorted(held, key=lambda token: (counts[token], token))[:MOST_TOKENS]


def check_document(document: Document, slots: Mapping[str, Slot]) -> None:
    """ValueError unless every passage of `document` has a vector of the right length in every slot."""
    for passage in document.passages:
        for name, slot in slots.items():
            vector = passage.view.vectors.get(name)
            if vector is None or vector.shape != (slot.dimension,):
                found = "no vector" if vector is None else f"a vector of shape {vector.shape}"
                raise ValueError(
                    f"{document.id}, passage {passage.key}: {found} in slot {name!r}, "
                    f"expected {slot.dimension} numbers."
                )


def unite(lexical: Mapping[str, float], vector: Mapping[str, float]) -> list[Candidate]:
    """The votes of both channels (id -> score above zero) as candidates, best first, ties by id."""
    united = [
        Candidate(id, lexical.get(id, 0.0), vector.get(id, 0.0)) for id in lexical.keys() | vector.keys()
    ]
    return sorted(united, key=lambda candidate: (-candidate.vector, -candidate.lexical, candidate.id))


def sample_rank(id: str) -> int:
    """Where a document stands in the fixed sample of `background`: the smallest come first."""
    return int.from_bytes(blake2b(id.encode(), digest_size=8).digest(), "big")
