"""Both channels of a search: neighbours in each slot for each view, and BM25 over tokens."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from elasticsearch import ApiError
from elasticsearch.dsl import Q
from elasticsearch.dsl.query import Query as Clause

from search.backends.base import MOST_TOKENS, telling, unite
from search.backends.elasticsearch.entry import vector_field
from search.backends.elasticsearch.exact import DECIMALS, Nearest, best, doubtful, unseen
from search.backends.elasticsearch.terms import filters_of, token_term
from search.types import Candidate, PassageBlock, Query, Vector, View

# The graph is walked with so many candidates for each that is asked for; then twice as many as are asked for are scored
# with their float32 vectors, so that the int8 codes decide nothing near the top.
CANDIDATES_PER_NEIGHBOUR, OVERSAMPLE = 4, 2.0
MOST = 10_000  # Elasticsearch's own bound for neighbours and hits
# Lists begin with half as many again as are wanted. If a document that no list names could still be among the best they
# grow by four, twice: where the two slots agree on little, the last few of two hundred may then still differ.
FIRST, GROWTH, ROUNDS = 1.5, 4, 3

LEXICAL_DECIMALS = 4  # as the embedded index has it
MINIMUM = 0.5 * 10**-LEXICAL_DECIMALS

# Which of a document's passages is its best is decided by the codes, so that its score may be a little too low. Whoever
# is as close as this to the last place is scored again from the exact vectors. On the demo data it was .016 at most.
MARGIN, MOST_AGAIN = 0.03, 300

Multisearch = Callable[[Sequence[Mapping[str, Any]]], list[Any]]  # bodies -> responses
Fetch = Callable[[Sequence[str]], PassageBlock]


@dataclass(frozen=True, slots=True, eq=False)
class Probe:
    """One query vector in one slot."""

    slot: str
    vector: Vector


def search(query: Query, ask: Multisearch, fetch: Fetch) -> list[Candidate]:
    """See SearchBackend.search."""
    filters = filters_of(query.kind, query.must, query.must_not)
    return unite(_lexical(query, filters, ask), _vector(query, filters, ask, fetch))


def _vector(query: Query, filters: Clause, ask: Multisearch, fetch: Fetch) -> dict[str, float]:
    slots = {name for view in query.views for name in view.vectors}
    probes = [
        Probe(name, vector) for view in query.views for name, vector in view.vectors.items() if vector.any()
    ]
    if not probes or query.size <= 0:
        return {}
    count = min(MOST, int(query.size * FIRST) + 50)
    for _ in range(ROUNDS):
        lists = [
            _nearest(probe.slot, response, count)
            for probe, response in zip(
                probes, ask([_neighbours(probe, filters, count) for probe in probes]), strict=True
            )
        ]
        ids, _ = doubtful(lists, query.size, len(slots), slack=MARGIN)
        if not ids:
            return {}
        lists = _completed(lists, probes, ids, ask)
        scores = best(lists, len(ids), len(slots))
        found = dict(list(scores.items())[: query.size])
        whole = all(each.most == each.least for each in lists)
        last = min(found.values(), default=0.0) if len(found) == query.size else 0.0
        if whole or count == MOST or unseen(lists, len(slots)) <= last:
            break
        count = min(MOST, count * GROWTH)
    if len(scores) <= query.size:
        return scores
    last = list(scores.values())[query.size - 1]
    close = sorted(
        (id for id, score in scores.items() if abs(score - last) <= MARGIN),
        key=lambda id: abs(scores[id] - last),
    )
    scores |= _exact(fetch(close[:MOST_AGAIN]), query.views, slots)
    return dict(sorted(scores.items(), key=lambda each: (-each[1], each[0]))[: query.size])


def _exact(block: PassageBlock, views: Sequence[View], slots: Collection[str]) -> dict[str, float]:
    """Document -> the mean over the slots of its best cosine with any view, from float32 vectors."""
    owners = np.array(block.owners)
    starts = np.flatnonzero(np.concatenate([[True], owners[1:] != owners[:-1]]))
    total = np.zeros(len(starts))
    for name in slots:
        asked = np.array([view.vectors[name] for view in views if name in view.vectors], np.float64)
        cosines = (block.vectors[name].astype(np.float64) @ asked.T).max(axis=1)
        total += np.maximum.reduceat(cosines, starts)
    means = np.round(total / len(slots), DECIMALS).tolist()
    return dict(zip(owners[starts].tolist(), means, strict=True))


def _completed(
    lists: Sequence[Nearest], probes: Sequence[Probe], ids: Sequence[str], ask: Multisearch
) -> list[Nearest]:
    """The same lists for these documents only, with the scores that each of them lacks."""
    lacking = [[id for id in ids if id not in each.cosines and each.least != each.most] for each in lists]
    bodies = [
        _neighbours(probe, Q("terms", id=missing), min(MOST, len(missing)))
        for probe, missing in zip(probes, lacking, strict=True)
        if missing
    ]
    responses = iter(ask(bodies) if bodies else [])
    completed = []
    for each, missing in zip(lists, lacking, strict=True):
        known = {id: each.cosines[id] for id in ids if id in each.cosines}
        if missing:
            known |= dict.fromkeys(missing, 0.0)  # without a vector in this slot
            known |= _nearest(each.slot, next(responses), MOST).cosines
        completed.append(replace(each, cosines=known))
    return completed


def _neighbours(probe: Probe, filters: Clause, count: int) -> dict[str, Any]:
    return {
        "knn": {
            "field": vector_field(probe.slot),
            "query_vector": np.round(probe.vector.astype(np.float64), 8).tolist(),
            "k": count,
            "num_candidates": min(MOST, count * CANDIDATES_PER_NEIGHBOUR),
            "filter": filters.to_dict(),
            "rescore_vector": {"oversample": OVERSAMPLE},
        },
        "size": count,
        "_source": False,
        "track_total_hits": False,
    }


def _nearest(slot: str, response: Mapping[str, Any], count: int) -> Nearest:
    # Elasticsearch gives (1 + cosine) / 2.
    hits = {hit["_id"]: 2 * hit["_score"] - 1 for hit in response["hits"]["hits"]}
    if len(hits) < count:
        return Nearest(slot, hits, 0.0, 0.0)
    return Nearest(slot, hits, -1.0, min(hits.values()))


def _lexical(query: Query, filters: Clause, ask: Multisearch) -> dict[str, float]:
    if not query.tokens or query.size <= 0:
        return {}
    tokens = list(dict.fromkeys(query.tokens))
    counts = _holders(tokens, ask)
    wanted = telling(tokens, counts.__getitem__)
    if not wanted:
        return {}
    body = {
        "query": Q(
            "bool",
            should=[Q("term", tokens=token_term(token)) for token in wanted],
            minimum_should_match=1,
            filter=[filters],
        ).to_dict(),
        "_source": False,
        "track_total_hits": False,
    }
    limit = min(MOST, query.size + 50)
    while True:
        [response] = ask([{**body, "size": limit}])
        hits = [(hit["_id"], round(hit["_score"], LEXICAL_DECIMALS)) for hit in response["hits"]["hits"]]
        # A tie that reaches beyond the last hit is decided by ids, not by shards.
        if len(hits) < limit or limit == MOST or hits[-1][1] < hits[query.size - 1][1]:
            break
        limit = min(MOST, limit * 4)
    ordered = sorted(hits, key=lambda hit: (-hit[1], hit[0]))
    return {id: score for id, score in ordered[: query.size] if score >= MINIMUM}


def _holders(tokens: Sequence[str], ask: Multisearch) -> dict[str, int]:
    """How many documents hold each token."""
    if len(tokens) <= MOST_TOKENS:
        return dict.fromkeys(tokens, 1)
    filters = {
        str(number): Q("term", tokens=token_term(token)).to_dict() for number, token in enumerate(tokens)
    }
    [response] = ask([{"size": 0, "aggs": {"holders": {"filters": {"filters": filters}}}}])
    buckets = response["aggregations"]["holders"]["buckets"]
    return {token: buckets[str(number)]["doc_count"] for number, token in enumerate(tokens)}


def raise_for(response: Mapping[str, Any], meta: Any) -> None:
    """A search of several that failed by itself fails as it would have alone."""
    if "error" in response:
        raise ApiError(
            str(response["error"].get("type")), replace_status(meta, response["status"]), dict(response)
        )


def replace_status(meta: Any, status: int) -> Any:
    """The description of an answer with another status."""
    return replace(meta, status=status)
