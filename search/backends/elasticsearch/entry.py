"""What a document of ours is in Elasticsearch: the typed fields, and the mapping made from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from elasticsearch.dsl import (
    Binary,
    DenseVector,
    Document,
    InnerDoc,
    Integer,
    Keyword,
    Long,
    M,
    Nested,
    Text,
    mapped_field,
)
from elasticsearch.dsl.types import DenseVectorIndexOptions

from search.backends.base import Slot

# Lucene's own values, written down because defaults drift; tantivy and the twin in memory have the same.
K1, B = 1.2, 0.75
SIMILARITY = "ours"
# m and ef_construction: Elasticsearch's values of today, written down for the same reason.
M_LINKS, EF_CONSTRUCTION = 16, 100
# Deletions are remembered for so long: no reading of a rebuild is older (rebuilding.py).
GC_DELETES = "1h"


class PassageEntry(InnerDoc):
    """One passage, as it is searched. `passage_class` adds a vector for each slot."""

    stems: M[str] = mapped_field(Keyword())


class Entry(Document):
    """One profile, opening or base. No text, no name: ids, filters, tokens, stems, vectors."""

    id: M[str] = mapped_field(Keyword())
    kind: M[str] = mapped_field(Keyword())
    digest: M[str] = mapped_field(Keyword(index=False))
    filters: M[str] = mapped_field(Keyword())  # "country=CN"
    languages: M[str] = mapped_field(Keyword())  # of the passages
    sample: M[int] = mapped_field(Long())  # base.sample_rank, moved into the range of a long
    tokens: M[str] = mapped_field(Text(analyzer="whitespace", similarity=SIMILARITY, norms=True))
    count: M[int] = mapped_field(Integer(index=False))  # of passages
    packed: M[str] = mapped_field(Binary())  # packing.py
    words: M[str] = mapped_field(
        Keyword(index=False, doc_values=False)
    )  # tokens of each passage, for copies only


# What an answer is read from; everything else is only searched.
KEPT = ("kind", "digest", "packed", "words")


def vector_field(slot: str) -> str:
    """Where the vectors of a slot are, as a neighbour search names it."""
    return f"passages.vector_{slot}"


def entry_class(slots: Mapping[str, Slot]) -> type[Entry]:
    """The document class for views with these slots."""
    vectors = {
        f"vector_{name}": DenseVector(
            dims=slot.dimension,
            index=True,
            similarity="dot_product",  # rows are of unit length; of those that are zero nothing is indexed
            index_options=DenseVectorIndexOptions(
                type="int8_hnsw", m=M_LINKS, ef_construction=EF_CONSTRUCTION
            ),
        )
        for name, slot in sorted(slots.items())
    }
    passage = type("SlottedPassageEntry", (PassageEntry,), vectors)
    return cast("type[Entry]", type("SlottedEntry", (Entry,), {"passages": Nested(passage)}))


def mapping_of(slots: Mapping[str, Slot]) -> dict[str, Any]:
    """The mapping of an index for these slots: what is not in it is refused."""
    mapping: dict[str, Any] = entry_class(slots)._doc_type.mapping.to_dict()
    properties = mapping["properties"]
    properties["passages"]["dynamic"] = "strict"
    return {"dynamic": "strict", "_source": {"includes": list(KEPT)}, "properties": properties}


def settings_of(shards: int) -> dict[str, Any]:
    """The settings of an index; a replica as soon as there is a second node."""
    return {
        "number_of_shards": shards,
        "auto_expand_replicas": "0-1",
        "refresh_interval": "-1",
        "gc_deletes": GC_DELETES,
        "similarity": {SIMILARITY: {"type": "BM25", "k1": K1, "b": B}},
    }
