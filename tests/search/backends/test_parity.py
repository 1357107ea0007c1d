"""The embedded index against its exact in-memory twin, on random small corpora."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.backends.base import SearchBackend
from search.backends.embedded import EmbeddedBackend
from search.backends.memory import MemoryBackend
from search.types import Candidate, Document, PassageBlock, Query, View
from tests.search.backends.corpus import SLOTS, document, unit, view

words = st.lists(st.sampled_from(["plasma", "heat", "钙钛矿", "IL-6", "c++", "5g", "x y"]), max_size=6)
# Few values, so that ties and equal vectors are common.
numbers = st.sampled_from([-1.0, -0.5, 0.0, 0.3, 1.0])
places = st.fixed_dictionaries(
    {}, optional={"country": st.lists(st.sampled_from(["CN", "DE", "IS"]), max_size=2)}
)
values = st.frozensets(st.sampled_from(["CN", "DE", "IS"]), max_size=2)
filters = st.fixed_dictionaries({}, optional={"country": values})


@st.composite
def views(draw: st.DrawFn) -> View:
    made = view(
        unit(draw(numbers), draw(numbers), draw(numbers)),
        unit(draw(numbers), draw(numbers)),
        stems=dict.fromkeys(draw(words), 0.5),
        language=draw(st.sampled_from(["en", "zh-hans"])),
    )
    return View(made.language, made.vectors, made.stems, tuple(draw(words)))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    return document(
        f"d:{draw(st.integers(1, 12))}",
        *draw(st.lists(views(), max_size=3)),
        kind=draw(st.sampled_from(["profile", "opening"])),
        filters=draw(places),
        digest=str(draw(st.integers(0, 3))),
    )


queries = st.builds(
    lambda kind, near, tokens, must, must_not, size: Query(
        kind, tuple(near), tuple(tokens), must, must_not, size
    ),
    st.sampled_from(["profile", "opening"]),
    st.lists(views(), max_size=2),
    words,
    filters,
    filters,
    st.integers(1, 6),
)
puts = st.lists(documents(), min_size=1, max_size=6)
deletes = st.lists(st.integers(1, 12).map("d:{}".format), min_size=1, max_size=3)
changes = st.lists(st.one_of(puts, deletes), max_size=5)


def apply(backend: SearchBackend, history: list[list[Document] | list[str]]) -> None:
    for change in history:
        if isinstance(change[0], Document):
            backend.put(change)  # type: ignore[arg-type]
        else:
            backend.delete(change)  # type: ignore[arg-type]


def assert_blocks_equal(left: PassageBlock, right: PassageBlock) -> None:
    assert list(left.owners) == list(right.owners)
    assert list(left.keys) == list(right.keys)
    assert list(left.languages) == list(right.languages)
    assert list(left.stems) == list(right.stems)
    assert all(np.array_equal(left.vectors[slot], right.vectors[slot]) for slot in SLOTS)


def assert_candidates_equal(left: list[Candidate], right: list[Candidate]) -> None:
    assert [each.id for each in left] == [each.id for each in right]
    assert [each.vector for each in left] == pytest.approx([each.vector for each in right], abs=2e-6)
    assert [each.lexical for each in left] == pytest.approx([each.lexical for each in right], abs=2e-3)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=changes, asked=st.lists(queries, min_size=1, max_size=4))
def test_embedded_equals_memory_after_a_rebuild(history: list[list[Document]], asked: list[Query]) -> None:
    """Freshly rebuilt both have the same statistics, so everything is equal, order and scores included."""
    memory = MemoryBackend(slots=SLOTS)
    apply(memory, history)
    with tempfile.TemporaryDirectory() as folder:
        embedded = EmbeddedBackend(Path(folder), slots=SLOTS)
        with embedded.rebuild() as new:
            new.put(memory._documents.values())
        for query in asked:
            # As a list asks: without filters, then under them with the same views.
            for one in (replace(query, must={}, must_not={}), query):
                assert_candidates_equal(embedded.search(one), memory.search(one))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=changes, query=queries)
def test_embedded_equals_memory_after_any_history(history: list[list[Document]], query: Query) -> None:
    """Replaced documents still weigh in tantivy's statistics until segments merge: lexical votes, not their height."""
    memory = MemoryBackend(slots=SLOTS)
    apply(memory, history)
    with tempfile.TemporaryDirectory() as folder:
        embedded = EmbeddedBackend(Path(folder), slots=SLOTS)
        apply(embedded, history)
        for kind in ("profile", "opening"):
            assert embedded.digests(kind) == memory.digests(kind)
            assert embedded.frequencies(kind).passages == memory.frequencies(kind).passages
            assert embedded.frequencies(kind).counts == memory.frequencies(kind).counts
            assert_blocks_equal(embedded.background(kind, "en", 3), memory.background(kind, "en", 3))
        everyone = [f"d:{number}" for number in range(13, 0, -1)]
        assert_blocks_equal(embedded.fetch(everyone), memory.fetch(everyone))
        wide = Query(query.kind, query.views, query.tokens, query.must, query.must_not, size=50)
        left = {each.id: (each.vector, each.lexical > 0) for each in embedded.search(wide)}
        right = {each.id: (each.vector, each.lexical > 0) for each in memory.search(wide)}
        assert left.keys() == right.keys()
        for id, (vector, voted) in left.items():
            assert (pytest.approx(vector, abs=2e-6), voted) == right[id]


def test_scan_is_exact_where_codes_alone_would_err(tmp_path: Path) -> None:
    """Two thousand vectors so close together that int8 codes cannot order them."""
    rng = np.random.default_rng(7)
    centre = rng.normal(size=3)
    corpus = [
        document(
            f"d:{n:04}", view(unit(*(centre + rng.normal(size=3) * 0.004)), unit(1, rng.normal() * 0.01))
        )
        for n in range(2000)
    ]
    memory, embedded = MemoryBackend(slots=SLOTS), EmbeddedBackend(tmp_path, slots=SLOTS)
    memory.put(corpus)
    embedded.put(corpus)
    query = Query("profile", (view(unit(*centre), unit(1, 0)),), size=25)

    assert_candidates_equal(embedded.search(query), memory.search(query))
