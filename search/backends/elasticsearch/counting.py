"""In how many passages each stem occurs, and whether that has changed since it was counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from search.backends.elasticsearch.reading import Reader
from search.backends.elasticsearch.terms import of_kind
from search.backends.elasticsearch.versions import Versions
from search.bags import Counts
from search.types import Frequencies

# Buckets of one request; Elasticsearch refuses more than 65,536 in an answer.
BUCKETS = 40_000
COUNT_SECONDS = 60.0
# What is counted again when more than this share of the documents changed: a weight ln(1 + n / df) then moves by less
# than a hundredth, and counting reads every passage.
DRIFT = 0.005


@dataclass(frozen=True, slots=True)
class Moment:
    """Where an index stands: its name, how many operations it has seen and refreshed, how many documents it has."""

    index: str
    operations: int
    refreshes: int
    documents: int

    def is_like(self, other: Moment) -> bool:
        """Whether what was counted then holds now."""
        if self == other:
            return True
        changed = abs(other.operations - self.operations)
        return self.index == other.index and self.documents > 0 and changed <= DRIFT * self.documents


def moment(versions: Versions) -> Moment:
    """As the cluster says now."""
    client = versions.connection.client
    found = versions.line.ask(
        lambda: (
            client.indices.stats(
                index=versions.names.read,
                metric=["docs", "refresh"],
                level="shards",
                filter_path="indices.*.uuid,indices.*.shards.*.routing.primary,indices.*.shards.*.seq_no.max_seq_no,"
                "indices.*.shards.*.refresh.external_total,indices.*.shards.*.docs.count",
            ).body
        )
    )
    [(_, index)] = found["indices"].items()
    copies = [copy for shard in index["shards"].values() for copy in shard if copy["routing"]["primary"]]
    return Moment(
        index["uuid"],
        sum(copy["seq_no"]["max_seq_no"] + 1 for copy in copies),
        sum(copy["refresh"]["external_total"] for copy in copies),
        sum(copy["docs"]["count"] for copy in copies),  # passages are documents, too
    )


def count_stems(reader: Reader, kind: str) -> Frequencies:
    """Asks for all stems at once, or for parts of them where they are too many."""
    parts = 1
    while True:
        found: dict[str, int] = {}
        for part in range(parts):
            terms: dict[str, Any] = {"field": "passages.stems", "size": BUCKETS}
            if parts > 1:
                terms["include"] = {"partition": part, "num_partitions": parts}
            answer = reader.search(
                seconds=COUNT_SECONDS,
                query=of_kind(kind),
                aggs={"passages": {"nested": {"path": "passages"}, "aggs": {"stems": {"terms": terms}}}},
                size=0,
            )
            passages = answer["aggregations"]["passages"]
            found |= {bucket["key"]: bucket["doc_count"] for bucket in passages["stems"]["buckets"]}
            if passages["stems"]["sum_other_doc_count"]:
                break
        else:
            break
        parts *= 4
    vocabulary, numbers = reader.number(list(found))
    counts = np.zeros(len(vocabulary.names), np.int64)
    counts[numbers] = list(found.values())
    return Frequencies(passages["doc_count"], Counts(vocabulary, counts))
