"""What is Elasticsearch's own: faults of a real cluster, and what lies in it."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from elasticsearch import Elasticsearch

from search.backends.base import DocumentsRefused, IndexMismatch, IndexUnavailable, Slot
from search.backends.elasticsearch import ElasticsearchBackend
from search.backends.elasticsearch.configuration import Configuration
from search.backends.memory import MemoryBackend
from search.types import Query, View
from tests.search.backends.corpus import SLOTS, document, near, typed, unit, view
from tests.services.answering import ELASTIC, a_server
from tests.services.elasticsearch_node import cluster
from tests.services.proxy import proxy

pytestmark = pytest.mark.service


def through(port: int, elastic: ElasticsearchBackend, *, seconds: float = 1.0) -> ElasticsearchBackend:
    """The same index by another way."""
    prefix = elastic.configuration.prefix
    return ElasticsearchBackend(
        Configuration([f"http://127.0.0.1:{port}"], prefix=prefix, seconds=seconds), slots=SLOTS
    )


def eventually(happens: Callable[[], object], *, seconds: float = 180.0) -> None:
    """Until it raises no IndexUnavailable any more."""
    until = time.monotonic() + seconds
    while True:
        try:
            happens()
        except IndexUnavailable:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


def test_hanging_cluster_is_given_up_and_found_again(elastic: ElasticsearchBackend) -> None:
    elastic.put([document("profile:1", view())])
    with proxy(elastic.configuration.urls[0]) as way:
        backend = through(way.port, elastic)
        assert len(backend.search(near(view()))) == 1

        way.stall()
        with pytest.raises(IndexUnavailable, match="does not answer in time"):
            backend.search(near(view()))
        way.refuse()  # a second page does not wait: it is told what the first one met
        with pytest.raises(IndexUnavailable, match="does not answer in time"):
            backend.fetch(["profile:1"])
        way.resume()
        eventually(lambda: backend.search(near(view())))


def test_refusing_cluster_gets_one_sentence(elastic: ElasticsearchBackend) -> None:
    with proxy(elastic.configuration.urls[0]) as way:
        backend = through(way.port, elastic)
        way.refuse()

        for ask in (lambda: backend.search(near(view())), lambda: backend.put([document("p:1", view())])):
            with pytest.raises(
                IndexUnavailable, match="cannot be reached; start it, or correct ELASTICSEARCH_URL"
            ):
                ask()
        assert "cannot be reached" in backend.problems()[0]


@pytest.mark.timeout(900)
def test_killed_node_loses_nothing_that_was_put(tmp_path: Path) -> None:
    with cluster(tmp_path / "nodes", nodes=1) as found:
        [node] = found.nodes
        backend = ElasticsearchBackend(Configuration([node.url], prefix="killed"), slots=SLOTS)
        backend.put(document(f"profile:{n}", view(), digest=str(n)) for n in range(30))
        node.kill()
        with pytest.raises(IndexUnavailable):
            backend.put([document("profile:99", view())])
        node.start()
        node.wait()

        eventually(lambda: backend.digests("profile").items())
        assert backend.digests("profile") == {f"profile:{n}": str(n) for n in range(30)}


def test_read_only_index_says_so_and_goes_on_answering(elastic: ElasticsearchBackend) -> None:
    elastic.put([document("profile:1", view())])
    [url] = elastic.configuration.urls
    index = f"{elastic.configuration.prefix}-write"
    with Elasticsearch(url) as client:
        client.indices.put_settings(index=index, settings={"blocks.read_only_allow_delete": True})
        with pytest.raises(
            IndexUnavailable, match="read-only, as on a disk that is nearly full; free some disk"
        ):
            elastic.put([document("profile:2", view())])
        assert len(elastic.search(near(view()))) == 1
        client.indices.put_settings(index=index, settings={"blocks.read_only_allow_delete": None})

    elastic.put([document("profile:2", view())])
    assert len(elastic.digests("profile")) == 2


@pytest.mark.parametrize(
    ("status", "headers", "said"),
    [
        (429, ELASTIC, "is overloaded or not ready .429.*; try again later"),
        (401, ELASTIC, "does not know us .401.; correct ELASTICSEARCH_API_KEY"),
        (403, ELASTIC, "forbids this .*; give our user the privileges"),
        (500, ELASTIC, "refused a request .500"),
        (200, {"content-type": "application/json"}, "is not Elasticsearch; correct ELASTICSEARCH_URL"),
    ],
)
def test_answers_that_mean_trouble_get_one_sentence(status: int, headers: dict[str, str], said: str) -> None:
    body: dict[str, object] = {"error": {"type": "some_exception", "reason": "because"}, "status": status}
    with a_server(status, body, headers=headers) as (port, asked):
        backend = ElasticsearchBackend(Configuration([f"http://127.0.0.1:{port}"]), slots=SLOTS)

        with pytest.raises(IndexUnavailable, match=said):
            backend.search(near(view()))
        assert len(asked) == (2 if status == 429 else 1)
        assert len(backend.problems()) == 1


def test_wrong_version_is_named() -> None:
    body: dict[str, object] = {"nodes": {"a": {"version": "8.11.3"}}}
    with a_server(200, body, headers=ELASTIC) as (port, _):
        backend = ElasticsearchBackend(Configuration([f"http://127.0.0.1:{port}"]), slots=SLOTS)

        assert backend.problems() == [
            f"Elasticsearch at http://127.0.0.1:{port} has version 8.11.3; install 8.19 or 9."
        ]


def test_poisoned_document_is_named_and_loses_no_other(elastic: ElasticsearchBackend) -> None:
    longer = np.array([2, 0, 0], np.float32)  # not of unit length: an encoder's mistake
    batch = [document(f"profile:{n}", view(longer if n == 2 else None)) for n in range(5)]

    with pytest.raises(DocumentsRefused, match=r"profile:2 \(.*unit-length") as refused:
        elastic.put(batch)

    assert list(refused.value.reasons) == ["profile:2"]
    assert sorted(elastic.digests("profile")) == ["profile:0", "profile:1", "profile:3", "profile:4"]


def test_other_encoders_and_older_mapping_are_told_to_rebuild(elastic: ElasticsearchBackend) -> None:
    elastic.put([document("profile:1", view())])
    other = ElasticsearchBackend(elastic.configuration, slots={**SLOTS, "english": Slot("test:other", 2)})
    for ask in (lambda: other.search(near(view())), lambda: other.put([document("profile:2", view())])):
        with pytest.raises(
            IndexMismatch, match=r"not with english=test:other .2.*; run: manage.py rebuild_index"
        ):
            ask()
    with other.rebuild() as new:
        new.put([document("profile:3", view())])
    assert list(other.digests("profile")) == ["profile:3"]

    prefix, [url] = elastic.configuration.prefix, elastic.configuration.urls
    with Elasticsearch(url) as client:
        old = f"{prefix}-00000000-00000000-old"
        client.indices.create(index=old)
        names = [index for index in client.indices.get(index=f"{prefix}-*") if index != old]
        client.indices.update_aliases(
            actions=[
                *({"remove_index": {"index": name}} for name in names),
                *({"add": {"index": old, "alias": f"{prefix}-{role}"}} for role in ("read", "write")),
            ]
        )
    fresh = ElasticsearchBackend(elastic.configuration, slots=SLOTS)
    with pytest.raises(IndexMismatch, match="mapping of another version of this program"):
        fresh.search(near(view()))
    with fresh.rebuild() as new:
        new.put([document("profile:4", view())])
    assert list(fresh.digests("profile")) == ["profile:4"]


def test_what_a_worker_writes_wins_over_an_older_reading_of_a_rebuild(elastic: ElasticsearchBackend) -> None:
    elastic.put([document("profile:1", view(), digest="old"), document("profile:2", view(), digest="old")])

    with elastic.rebuild() as new:
        elastic.put([document("profile:1", view(), digest="changed")])
        elastic.delete(["profile:2"])
        new.put([document("profile:1", view(), digest="read before"), document("profile:2", view())])

    assert elastic.digests("profile") == {"profile:1": "changed"}
    [url] = elastic.configuration.urls
    with Elasticsearch(url) as client:
        assert len(client.indices.get(index=f"{elastic.configuration.prefix}-*")) == 1


def test_source_holds_nothing_but_what_answers_are_read_from(elastic: ElasticsearchBackend) -> None:
    elastic.put([document("profile:1", view(tokens="plasma"), filters={"country": ["CN"]}, digest="d")])
    [url] = elastic.configuration.urls
    with Elasticsearch(url) as client:
        [hit] = client.search(index=f"{elastic.configuration.prefix}-read")["hits"]["hits"]

    assert sorted(hit["_source"]) == ["digest", "kind", "packed", "words"]
    packed = base64.b64decode(hit["_source"]["packed"])
    head = json.loads(packed[4 : 4 + int.from_bytes(packed[:4], "little")])
    assert sorted(head) == ["filters", "keys", "languages", "stems"]


# Which of a document's passages is its best the int8 codes decide; where two are nearly as near, the second best may be
# taken. It was 8e-5 worse at most in three hundred documents.
CODES = 5e-4


def test_candidates_are_those_of_the_exact_twin(elastic: ElasticsearchBackend) -> None:
    """Three hundred random documents: the neighbours that plain loops find, and their scores."""
    rng = np.random.default_rng(5)

    def some_view() -> View:
        words = " ".join(f"w{n}" for n in rng.integers(0, 40, 8))
        return view(unit(*rng.normal(size=3)), unit(*rng.normal(size=2)), tokens=words)

    corpus = [document(f"d:{n}", some_view(), some_view()) for n in range(300)]
    memory = MemoryBackend(slots=SLOTS)
    memory.put(corpus)
    elastic.put(corpus)
    for size in (5, 40):
        for _ in range(5):
            query = Query("profile", (some_view(), some_view()), ("w1", "w7"), size=size)
            left = {each.id: each for each in elastic.search(query)}
            right = {each.id: each for each in memory.search(query)}
            last = sorted((each.vector for each in right.values()), reverse=True)[size - 1]
            for id in left.keys() ^ right.keys():
                assert (left.get(id) or right[id]).vector == pytest.approx(last, abs=CODES)
            for id in left.keys() & right.keys():
                assert left[id].vector == pytest.approx(right[id].vector, abs=CODES)
                assert left[id].lexical == pytest.approx(right[id].lexical, abs=2e-3)


def test_long_tokens_and_tokens_with_spaces_are_found(elastic: ElasticsearchBackend) -> None:
    long = "x" * 400
    made = view()
    spaced = type(made)(made.language, made.vectors, made.stems, ("x y", long))
    elastic.put([document("profile:1", spaced), document("profile:2", view(tokens="x y"))])

    assert [each.id for each in elastic.search(Query("profile", tokens=("x y",)))] == ["profile:1"]
    assert [each.id for each in elastic.search(Query("profile", tokens=(long,)))] == ["profile:1"]
    assert [each.id for each in elastic.search(typed("y"))] == ["profile:2"]
