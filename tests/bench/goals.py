"""What the bench measures: names, units and goals. `{size}` stands for the number of profiles, "10k" or "100k"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    what: str
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def goal(self) -> str:
        """As it stands in the table; empty where there is none."""
        if self.at_most is not None:
            return f"≤ {self.at_most:g}"
        return f"≥ {self.at_least:g}" if self.at_least is not None else ""

    def met(self, value: float) -> bool:
        """Whether the goal is reached; what has none is always fine."""
        if self.at_most is not None:
            return value <= self.at_most
        return self.at_least is None or value >= self.at_least


FIGURES: Mapping[str, Figure] = {
    "desks_p50_ms": Figure("desks of attachés and officers, 2,000 openings: median by the clock", "ms"),
    "desks_p95_ms": Figure("the same, 95th percentile, first visits among them", "ms", at_most=200),
    "desks_processor_p95_ms": Figure("the same, of the processor", "ms"),
    "bandwidth_gb_s": Figure("memory bandwidth, reading", "GB/s"),
    "load": Figure("load average at the start", "processes"),
    "cores": Figure("cores", ""),
    "floor_{size}_ms": Figure("floor of the first stage: its bytes ÷ bandwidth", "ms"),
    "scan_{size}_ms": Figure("first stage alone", "ms"),
    "hybrid_{size}_p50_ms": Figure("hybrid query, no filter, median", "ms"),
    "hybrid_{size}_p95_ms": Figure("hybrid query, no filter, 95th percentile", "ms"),
    "hybrid_{size}_floor_ratio": Figure("hybrid query, median ÷ floor", "×"),
    "hybrid_selective_{size}_p50_ms": Figure("hybrid query, one country of sixteen", "ms"),
    "hybrid_very_selective_{size}_p50_ms": Figure("hybrid query, country and field (1 in 128)", "ms"),
    "hybrid_two_views_{size}_p50_ms": Figure("hybrid query of an opening in two languages", "ms"),
    "numpy_float32_{size}_p50_ms": Figure("exact float32 scan with numpy, vectors in memory", "ms"),
    "fts5_{size}_p50_ms": Figure("SQLite FTS5, the words alone", "ms"),
    "lexical_{size}_p50_ms": Figure("our words alone", "ms"),
    "recall_at_100_{size}": Figure("recall@100 against scoring every passage, worst of three filters", ""),
    "recall_at_100": Figure("recall@100, worst of all sizes and filters", "", at_least=0.99),
    "people_for_{size}_p50_ms": Figure("people for an opening, top 50, read again, median", "ms"),
    "people_for_{size}_p95_ms": Figure("the same, 95th percentile", "ms"),
    "people_for_explained_{size}_p50_ms": Figure("the same with evidence for all 50", "ms"),
    "explain_p95_ms": Figure("evidence of one match, vectors cached, 95th percentile", "ms", at_most=150),
    "cold_first_query_{size}_ms": Figure("first query of a new process, index opened", "ms"),
    "cold_first_match_{size}_ms": Figure("first list of people of a new process", "ms"),
    "put_{size}_p50_ms": Figure("put one changed profile, on disk", "ms"),
    "delete_{size}_p50_ms": Figure("delete one profile, on disk", "ms"),
    "query_after_put_{size}_p50_ms": Figure("first query after a change", "ms"),
    "rebuild_{size}_s": Figure("rebuild_index, nothing changed", "s"),
    "rebuild_afresh_{size}_s": Figure("rebuild_index --afresh, vectors cached, from a sample", "s"),
    "rss_{size}_mb": Figure("resident memory of a process that answered all queries", "MB"),
    "disk_{size}_mb": Figure("index on disk", "MB"),
    "lists_p50_ms": Figure(
        "lists with 10 thousand openings, public and behind the log-in, one reader, median", "ms"
    ),
    "lists_p95_ms": Figure("the same, 95th percentile", "ms", at_most=150),
    "lists_processor_p95_ms": Figure("the same, of the processor", "ms", at_most=150),
    "lists_more_queries": Figure("queries that they ask more than with 10 openings", "", at_most=0),
    "pages_p50_ms": Figure("pages under load of 50 connections: time in the server, median", "ms"),
    "pages_p95_ms": Figure("the same, 95th percentile", "ms", at_most=150),
    "pages_per_s": Figure("pages answered", "1/s"),
    "pages_errors": Figure("answers other than 2xx, and broken connections", "", at_most=0),
    "pages_memory_mb": Figure("memory of the web processes at the end", "MB"),
    "pages_memory_growth": Figure("the same ÷ memory after warming up", "×", at_most=1.1),
    "es_passages_{size}": Figure("Elasticsearch: passages", ""),
    "es_index_{size}_s": Figure("Elasticsearch: writing all of them, vectors known", "s"),
    "es_recall_at_100_{size}": Figure(
        "Elasticsearch: recall@100 against scoring every passage, worst of three filters", "", at_least=0.98
    ),
    "es_knn_{size}_p50_ms": Figure("Elasticsearch: 100 neighbours, no filter, median", "ms"),
    "es_knn_{size}_p95_ms": Figure("the same, 95th percentile", "ms"),
    "embedded_knn_{size}_p50_ms": Figure("embedded index, the same questions, median", "ms"),
    "embedded_knn_{size}_p95_ms": Figure("the same, 95th percentile", "ms"),
    "es_knn_selective_{size}_p50_ms": Figure("Elasticsearch: of one country of sixteen, median", "ms"),
    "es_knn_selective_{size}_p95_ms": Figure("the same, 95th percentile", "ms"),
    "embedded_knn_selective_{size}_p50_ms": Figure("embedded index, the same questions, median", "ms"),
    "embedded_knn_selective_{size}_p95_ms": Figure("the same, 95th percentile", "ms"),
    "es_knn_very_selective_{size}_p50_ms": Figure("Elasticsearch: of a country and a field, median", "ms"),
    "es_knn_very_selective_{size}_p95_ms": Figure("the same, 95th percentile", "ms"),
    "embedded_knn_very_selective_{size}_p50_ms": Figure("embedded index, the same questions, median", "ms"),
    "embedded_knn_very_selective_{size}_p95_ms": Figure("the same, 95th percentile", "ms"),
    "es_hybrid_{size}_p50_ms": Figure("Elasticsearch: hybrid query, 200 of each channel, median", "ms"),
    "es_hybrid_{size}_p95_ms": Figure("the same, 95th percentile", "ms"),
    "embedded_hybrid_{size}_p50_ms": Figure("embedded index, the same questions, median", "ms"),
    "embedded_hybrid_{size}_p95_ms": Figure("the same, 95th percentile", "ms"),
    "es_check_{size}_s": Figure("check_index with Elasticsearch", "s", at_most=60),
    "es_check_{size}_mb": Figure("its peak memory", "MB", at_most=300),
    "outbox_{size}_p50_s": Figure("20 saves/s for a minute: saved → found, median", "s"),
    "outbox_{size}_p95_s": Figure("the same, 95th percentile", "s", at_most=5),
    "outbox_lost_{size}": Figure("of these never found", "", at_most=0),
    "save_{size}_p95_ms": Figure("one of these saves, 95th percentile", "ms"),
    "encode_docs_per_s": Figure("both encoders, English abstracts of 120 words", "1/s", at_least=18),
    "encode_text_docs_per_s": Figure("multilingual encoder alone", "1/s"),
    "encode_english_docs_per_s": Figure("English encoder alone", "1/s"),
}

# Goals that hold for the large corpus only.
LARGE: Mapping[str, float] = {
    "hybrid_100k_floor_ratio": 3,
    "people_for_100k_p95_ms": 150,
    "rebuild_100k_s": 90,
    "rss_100k_mb": 1500,
}


def figure(name: str) -> Figure:
    """The line of this name. KeyError for one that nothing describes."""
    for pattern, found in FIGURES.items():
        before, _, after = pattern.partition("{size}")
        whole = (
            name == pattern if "{size}" not in pattern else name.startswith(before) and name.endswith(after)
        )
        size = name[len(before) : len(name) - len(after)]
        if whole and ("{size}" not in pattern or size.rstrip("k").isdigit()):
            return Figure(found.what, found.unit, LARGE[name]) if name in LARGE else found
    raise KeyError(name)


def size_name(profiles: int) -> str:
    """ "100k" of 100,000; "200" of 200"""
    return f"{profiles // 1000}k" if profiles % 1000 == 0 else str(profiles)
