"""What every search backend promises; each of them passes all of it."""

from __future__ import annotations

import numpy as np
import pytest

from search.backends.base import MOST_TOKENS, SearchBackend
from search.types import Candidate, Query
from tests.search.backends.corpus import document, near, typed, unit, view

EAST, NORTH, UP = unit(1, 0, 0), unit(0, 1, 0), unit(0, 0, 1)
RIGHT, LEFT, AHEAD = unit(1, 0), unit(-1, 0), unit(0, 1)


def ids(candidates: list[Candidate]) -> list[str]:
    return [candidate.id for candidate in candidates]


def test_empty_index_answers_everything(backend: SearchBackend) -> None:
    assert backend.search(near(view())) == []
    assert backend.search(typed("plasma")) == []
    assert list(backend.fetch(["profile:1"]).owners) == []
    assert backend.fetch([]).vectors["text"].shape == (0, 3)
    assert backend.frequencies("profile").passages == 0
    assert backend.digests("profile") == {}
    assert list(backend.background("profile", "en", 10).owners) == []
    backend.delete(["profile:1"])


def test_vector_score_is_mean_over_slots_of_best_passage(backend: SearchBackend) -> None:
    backend.put(
        [document("profile:1", view(EAST, AHEAD), view(NORTH, RIGHT)), document("profile:2", view(UP, RIGHT))]
    )

    found = backend.search(near(view(EAST, RIGHT)))

    assert found == [Candidate("profile:1", 0.0, 1.0), Candidate("profile:2", 0.0, 0.5)]


def test_vector_score_takes_best_of_several_query_views(backend: SearchBackend) -> None:
    backend.put([document("profile:1", view(EAST, AHEAD))])

    assert backend.search(near(view(NORTH, AHEAD), view(EAST, RIGHT))) == [Candidate("profile:1", 0.0, 1.0)]


def test_score_of_zero_or_less_is_no_vote(backend: SearchBackend) -> None:
    backend.put([document("profile:1", view(NORTH, AHEAD)), document("profile:2", view(-EAST, LEFT))])
    backend.put([document("profile:3")])

    assert backend.search(near(view(EAST, RIGHT))) == []
    assert backend.search(typed("plasma")) == []
    assert backend.search(Query(kind="profile")) == []


def test_lexical_score_is_bm25(backend: SearchBackend) -> None:
    backend.put(
        [
            document("profile:1", view(tokens="plasma plasma IL-6")),
            document("profile:2", view(tokens="plasma"), view(tokens="heat flow in steel")),
            document("profile:3", view(tokens="托卡马克 装置")),
        ]
    )

    found = backend.search(typed("plasma plasma"))

    # idf = ln(1 + 1.5 / 2.5), mean length 10 / 3, lengths 3 and 5
    assert [(each.id, each.vector) for each in found] == [("profile:1", 0.0), ("profile:2", 0.0)]
    assert found[0].lexical == pytest.approx(0.47 * 2.2 * 2 / (2 + 1.2 * (0.25 + 0.75 * 0.9)), abs=1e-4)
    assert ids(backend.search(typed("装置"))) == ["profile:3"]
    assert ids(backend.search(typed("IL-6 steel"))) == ["profile:1", "profile:2"]


def test_channels_are_united_best_first(backend: SearchBackend) -> None:
    backend.put(
        [
            document("profile:1", view(-EAST, LEFT, tokens="plasma")),
            document("profile:2", view(EAST, AHEAD)),
            document("profile:3", view(EAST, RIGHT, tokens="plasma")),
        ]
    )

    found = backend.search(Query(kind="profile", views=(view(EAST, RIGHT),), tokens=("plasma",)))

    assert ids(found) == ["profile:3", "profile:2", "profile:1"]
    assert [each.vector for each in found] == [1.0, 0.5, 0.0]
    assert [each.lexical > 0 for each in found] == [True, False, True]


def test_size_bounds_each_channel_and_ids_break_ties(backend: SearchBackend) -> None:
    backend.put(document(f"profile:{n}", view(EAST, RIGHT), filters={"n": [str(n)]}) for n in (5, 3, 9, 1))
    backend.put(document(f"profile:{n}", view(-EAST, LEFT, tokens="plasma heat")) for n in (8, 2, 7, 4))

    found = backend.search(Query(kind="profile", views=(view(EAST, RIGHT),), tokens=("plasma",), size=2))

    assert ids(found) == ["profile:1", "profile:3", "profile:2", "profile:4"]


def test_kinds_are_apart(backend: SearchBackend) -> None:
    backend.put(
        [
            document("profile:1", view(tokens="plasma")),
            document("opening:1", view(tokens="plasma"), kind="opening"),
        ]
    )

    assert ids(backend.search(near(view(), kind="opening"))) == ["opening:1"]
    assert ids(backend.search(typed("plasma"))) == ["profile:1"]
    assert backend.digests("opening") == {"opening:1": ""}


@pytest.mark.parametrize(
    ("must", "must_not", "expected"),
    [
        ({}, {}, ["1", "2", "3", "4"]),
        ({"country": frozenset({"CN"})}, {}, ["1", "2"]),
        ({"country": frozenset({"CN", "DE"})}, {}, ["1", "2", "3"]),
        ({"country": frozenset({"CN"}), "field": frozenset({"energy"})}, {}, ["1"]),
        ({"country": frozenset()}, {}, []),
        ({"planet": frozenset({"mars"})}, {}, []),
        ({}, {"country": frozenset({"CN"})}, ["3", "4"]),
        ({}, {"country": frozenset({"CN", "DE"})}, ["4"]),
        ({}, {"planet": frozenset({"mars"})}, ["1", "2", "3", "4"]),
        ({"field": frozenset({"energy"})}, {"country": frozenset({"DE"})}, ["1", "4"]),
        ({"kind": frozenset({"profile"})}, {}, []),
    ],
)
def test_filters_are_hard(
    backend: SearchBackend,
    must: dict[str, frozenset[str]],
    must_not: dict[str, frozenset[str]],
    expected: list[str],
) -> None:
    filters = {
        "1": {"country": ["CN"], "field": ["energy", "health"]},
        "2": {"country": ["CN"], "field": ["health"]},
        "3": {"country": ["DE"], "field": ["energy"]},
        "4": {"field": ["energy"]},
    }
    backend.put(document(id, view(tokens="plasma"), filters=filters[id]) for id in filters)

    assert sorted(ids(backend.search(near(view(), must=must, must_not=must_not)))) == expected
    assert sorted(ids(backend.search(typed("plasma", must=must, must_not=must_not)))) == expected


def test_filtered_search_finds_the_far_ones(backend: SearchBackend) -> None:
    backend.put(document(f"profile:{n:03}", view(EAST, RIGHT)) for n in range(300))
    backend.put([document("profile:far", view(unit(1, 9, 0), AHEAD), filters={"country": ["IS"]})])

    assert ids(backend.search(near(view(EAST, RIGHT), size=5, must={"country": frozenset({"IS"})}))) == [
        "profile:far"
    ]


def test_put_replaces(backend: SearchBackend) -> None:
    backend.put(
        [document("profile:1", view(EAST, tokens="plasma"), filters={"country": ["CN"]}, digest="old")]
    )
    backend.put([document("profile:1", view(NORTH, tokens="heat", stems={"heat": 1.0}), digest="new")])

    assert backend.digests("profile") == {"profile:1": "new"}
    assert backend.search(typed("plasma")) == []
    assert ids(backend.search(typed("heat"))) == ["profile:1"]
    assert backend.search(typed("heat", must={"country": frozenset({"CN"})})) == []
    assert backend.fetch(["profile:1"]).vectors["text"].tolist() == [[0, 1, 0]]
    assert backend.frequencies("profile").counts == {"heat": 1}


def test_last_of_one_put_wins(backend: SearchBackend) -> None:
    backend.put([document("profile:1", view(), digest="old"), document("profile:1", view(), digest="new")])

    assert backend.digests("profile") == {"profile:1": "new"}
    assert ids(backend.search(near(view()))) == ["profile:1"]


def test_delete_removes_from_everything(backend: SearchBackend) -> None:
    backend.put(document(f"profile:{n}", view(tokens="plasma", stems={"plasma": 1.0})) for n in (1, 2))

    backend.delete(["profile:1", "profile:unknown", "profile:1"])

    assert ids(backend.search(near(view()))) == ["profile:2"]
    assert ids(backend.search(typed("plasma"))) == ["profile:2"]
    assert list(backend.fetch(["profile:1", "profile:2"]).owners) == ["profile:2"]
    assert backend.frequencies("profile").passages == 1
    assert backend.digests("profile") == {"profile:2": ""}


def test_fetch_returns_passages_as_put_and_in_the_order_asked(backend: SearchBackend) -> None:
    rng = np.random.default_rng(3)
    vectors = [unit(*rng.normal(size=3)) for _ in range(3)]
    backend.put(
        [
            document(
                "profile:1",
                view(vectors[0], stems={"钙": 0.5, "plasma": 1.0}),
                view(vectors[1], language="zh-hans"),
            ),
            document("profile:2", view(vectors[2], stems={"plasma": 2.0})),
            document("profile:3"),
        ]
    )

    block = backend.fetch(["profile:2", "profile:3", "profile:unknown", "profile:1", "profile:2"])

    assert list(block.owners) == ["profile:2", "profile:1", "profile:1"]
    assert list(block.keys) == ["passage:0", "passage:0", "passage:1"]
    assert list(block.languages) == ["en", "en", "zh-hans"]
    assert list(block.stems) == [{"plasma": 2.0}, {"钙": 0.5, "plasma": 1.0}, {}]
    assert block.vectors["text"].dtype == np.float32
    assert np.array_equal(block.vectors["text"], np.array([vectors[2], vectors[0], vectors[1]]))
    assert block.vectors["english"].shape == (3, 2)


def test_frequencies_count_passages_of_the_kind(backend: SearchBackend) -> None:
    backend.put(
        [
            document("profile:1", view(stems={"plasma": 0.3, "heat": 1.0}), view(stems={"plasma": 1.0})),
            document("profile:2", view(stems={"heat": 1.0}), view()),
            document("opening:1", view(stems={"plasma": 1.0, "laser": 1.0}), kind="opening"),
        ]
    )

    assert backend.frequencies("profile").passages == 4
    assert backend.frequencies("profile").counts == {"plasma": 2, "heat": 2}
    assert backend.frequencies("opening").counts == {"plasma": 1, "laser": 1}


def test_background_is_a_fixed_sample_of_whole_documents(backend: SearchBackend) -> None:
    backend.put(document(f"profile:{n}", view(), view(language="zh-hans")) for n in range(20))
    backend.put(document(f"profile:{n}", view()) for n in range(20, 30))
    backend.put([document("opening:1", view(language="zh-hans"), kind="opening")])

    block = backend.background("profile", "zh-hans", 5)
    others = backend.background("profile", "en", 100)

    assert len(set(block.owners)) == 5
    assert list(block.owners) == list(backend.background("profile", "zh-hans", 5).owners)
    assert sorted(block.languages) == ["en"] * 5 + ["zh-hans"] * 5
    assert len(set(others.owners)) == 30
    assert list(backend.background("profile", "fr", 5).owners) == []


def test_wrong_vectors_are_refused_and_nothing_of_the_call_is_kept(backend: SearchBackend) -> None:
    with pytest.raises(
        ValueError, match=r"profile:2, passage passage:0: a vector of shape .2,. in slot 'text'"
    ):
        backend.put([document("profile:1", view()), document("profile:2", view(unit(1, 1)))])

    assert backend.digests("profile") == {}


def test_rebuild_takes_the_place_of_what_was(backend: SearchBackend) -> None:
    backend.put([document("profile:1", view(tokens="plasma")), document("profile:2", view())])

    with backend.rebuild() as new:
        new.put([document("profile:3", view(tokens="plasma"))])
        new.put([document("profile:4", view())])
        new.delete(["profile:4"])
        assert ids(backend.search(typed("plasma"))) == ["profile:1"]

    assert backend.digests("profile") == {"profile:3": ""}
    assert ids(backend.search(typed("plasma"))) == ["profile:3"]
    backend.put([document("profile:5", view())])
    assert sorted(backend.digests("profile")) == ["profile:3", "profile:5"]


def test_failed_rebuild_changes_nothing(backend: SearchBackend) -> None:
    backend.put([document("profile:1", view())])

    def fail() -> None:
        with backend.rebuild() as new:
            new.put([document("profile:2", view())])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert backend.digests("profile") == {"profile:1": ""}
    with backend.rebuild() as new:
        new.put([document("profile:3", view())])
    assert backend.digests("profile") == {"profile:3": ""}


def test_changes_during_a_rebuild_are_seen_at_once_and_survive_it(backend: SearchBackend) -> None:
    backend.put(
        document(f"profile:{n}", view(tokens=f"t{n}"), filters={"n": [str(n)]}, digest="old")
        for n in (1, 2, 3)
    )

    with backend.rebuild() as new:
        new.put(document(f"profile:{n}", view(), digest="rebuilt") for n in (1, 2, 3))
        backend.put([document("profile:1", view(NORTH, tokens="fresh"), filters={"n": ["9"]}, digest="new")])
        backend.put([document("profile:4", view(), digest="new")])
        backend.delete(["profile:2"])
        assert backend.digests("profile") == {"profile:1": "new", "profile:3": "old", "profile:4": "new"}

    assert backend.digests("profile") == {"profile:1": "new", "profile:3": "rebuilt", "profile:4": "new"}
    assert ids(backend.search(typed("fresh", must={"n": frozenset({"9"})}))) == ["profile:1"]
    assert backend.fetch(["profile:1"]).vectors["text"].tolist() == [[0, 1, 0]]


def test_many_changes_leave_the_last_state(backend: SearchBackend) -> None:
    for turn in range(12):
        backend.put(
            document(f"profile:{n}", view(tokens=f"turn{turn}"), digest=str(turn)) for n in range(turn % 3, 6)
        )
        backend.delete([f"profile:{turn % 6}"])

    expected = {"profile:0": "9", "profile:1": "10", "profile:2": "11", "profile:3": "11", "profile:4": "11"}
    assert backend.digests("profile") == expected
    assert ids(backend.search(typed("turn11"))) == ["profile:2", "profile:3", "profile:4"]


def test_rebuild_takes_over_documents_whose_digest_is_the_same(backend: SearchBackend) -> None:
    same = document(
        "profile:1",
        view(NORTH, RIGHT, tokens="plasma heat", stems={"plasma": 0.5}),
        view(EAST, AHEAD, language="zh-hans"),
        filters={"country": ["CN"]},
        digest="same",
    )
    backend.put(
        [document("profile:0", view(stems={"gone": 1.0})), same, document("profile:2", view(), digest="old")]
    )
    before = backend.search(near(view(NORTH, RIGHT), must={"country": frozenset({"CN"})}))

    with backend.rebuild() as new:
        taken = new.copy({"profile:1": "same", "profile:2": "new", "profile:3": "unknown"})
        new.put([document("profile:2", view(stems={"fresh": 1.0}), digest="new")])

    assert taken == {"profile:1"}
    assert backend.digests("profile") == {"profile:1": "same", "profile:2": "new"}
    assert backend.search(near(view(NORTH, RIGHT), must={"country": frozenset({"CN"})})) == before
    assert ids(backend.search(typed("heat"))) == ["profile:1"]
    block = backend.fetch(["profile:1", "profile:2"])
    assert list(block.keys) == ["passage:0", "passage:1", "passage:0"]
    assert list(block.languages) == ["en", "zh-hans", "en"]
    assert list(block.stems) == [{"plasma": 0.5}, {}, {"fresh": 1.0}]
    assert block.vectors["text"].tolist() == [[0, 1, 0], [1, 0, 0], [1, 0, 0]]
    assert backend.frequencies("profile").counts == {"plasma": 1, "fresh": 1}


def test_documents_copied_twice_or_put_after_a_copy_are_there_once(backend: SearchBackend) -> None:
    backend.put(document(f"profile:{n}", view(), digest="old") for n in (1, 2, 3))

    with backend.rebuild() as new:
        new.copy({"profile:1": "old", "profile:2": "old", "profile:3": "old"})
        new.copy({"profile:1": "old"})
        new.put([document("profile:2", view(NORTH), digest="new")])
        new.delete(["profile:3"])

    assert backend.digests("profile") == {"profile:1": "old", "profile:2": "new"}
    assert backend.frequencies("profile").passages == 2


def test_changes_during_a_rebuild_win_over_copies(backend: SearchBackend) -> None:
    backend.put(document(f"profile:{n}", view(), digest="old") for n in (1, 2, 3))

    with backend.rebuild() as new:
        backend.put([document("profile:1", view(NORTH), digest="early")])
        new.copy({"profile:1": "old", "profile:2": "old", "profile:3": "old"})
        backend.put([document("profile:2", view(NORTH), digest="late")])
        backend.delete(["profile:3"])

    assert backend.digests("profile") == {"profile:1": "early", "profile:2": "late"}


def test_copying_from_nothing_copies_nothing(backend: SearchBackend) -> None:
    with backend.rebuild() as new:
        assert new.copy({"profile:1": ""}) == set()

    assert backend.digests("profile") == {}


def test_of_many_words_the_rarest_are_looked_for(backend: SearchBackend) -> None:
    common = " ".join(f"c{n}" for n in range(MOST_TOKENS))
    backend.put(
        [document("profile:1", view(tokens=f"{common} rare")), document("profile:2", view(tokens=common))]
    )

    few = ids(backend.search(typed("c0 rare")))
    many = backend.search(typed(f"{common} rare unheard"))

    assert few == ["profile:1", "profile:2"]
    assert ids(many) == ["profile:1", "profile:2"]
    # c9 is the last of the common ones by name, and the one that finds no room beside the rare one
    assert many == backend.search(typed(" ".join(sorted(common.split())[:-1]) + " rare"))


def test_incremental_statistics_are_those_of_a_fresh_reader(backend: SearchBackend) -> None:
    """A reader that follows each change says what one that sees only the end says."""
    backend.put(document(f"profile:{n}", view(stems={"old": 1.0, f"s{n}": 1.0})) for n in range(12))
    for turn in range(4):
        assert backend.frequencies("profile").passages == 12 - turn
        backend.put([document(f"profile:{turn + 4}", view(NORTH, stems={"new": 1.0}))])
        backend.delete([f"profile:{turn}"])

    assert backend.frequencies("profile").passages == 8
    assert backend.frequencies("profile").counts == {"old": 4, "new": 4, **{f"s{n}": 1 for n in range(8, 12)}}
    assert len(backend.search(near(view(NORTH)))) == 8


def test_pages_hold_every_document_of_the_kind_once(backend: SearchBackend) -> None:
    assert list(backend.pages("opening")) in ([], [{}])
    backend.put(document(f"profile:{n}", view(), digest=str(n)) for n in range(30))
    backend.put([document("opening:1", view(), kind="opening")])
    backend.delete(["profile:7"])

    pages = list(backend.pages("profile"))

    assert sum(map(len, pages)) == 29
    assert {id: digest for page in pages for id, digest in page.items()} == backend.digests("profile")


def test_construction_knows_what_was_put_into_it(backend: SearchBackend) -> None:
    backend.put([document("profile:1", view(), digest="old"), document("profile:2", view(), digest="old")])

    with backend.rebuild() as new:
        new.put([document("profile:1", view(), digest="new"), document("opening:1", view(), kind="opening")])
        new.copy({"profile:2": "old"})

        assert new.digests("profile") == {"profile:1": "new", "profile:2": "old"}
        assert new.held({"profile:1": "new"}) == set()  # that is for what an interrupted one had put
